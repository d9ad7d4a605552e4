package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Auto;
import dev.dml.model.CausalModel;
import dev.dml.model.Slot;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A spec in the making: what a person says in a line becomes the tree that a file would have been,
 * and whatever is wrong with it is told by whoever reads that.
 */
public final class SpecDraft {

  /** The learner of those who name none. */
  public static final String DEFAULT_LEARNER = Auto.NAME;

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "forest", "random-forest",
          "boosting", "gradient-boosting",
          "linear", "linear-regression",
          "logistic", "logistic-regression");

  /** What learns a probability in the place of a learner of means, with its settings. */
  private static final Map<String, Map<String, String>> FOR_PROBABILITIES =
      Map.of(
          "linear-regression", Map.of("type", "logistic-regression"),
          "lasso", Map.of("type", "logistic-regression", "l1", "cv"));

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  private final ObjectNode tree = JsonNodeFactory.instance.objectNode();

  /** A spec of a model, of which nothing else is known yet. */
  public SpecDraft(String model) {
    tree.putObject("data");
    tree.put("model", model);
  }

  /** The names of the models that a spec can have. */
  public static List<String> models() {
    return List.copyOf(ModelReader.known().keySet());
  }

  /** Sets a text by its path, such as {@code data.outcome}. */
  public SpecDraft with(String path, String text) {
    section(path).put(key(path), text);
    return this;
  }

  /** Sets a list of texts by its path; a single one stands for itself. */
  public SpecDraft with(String path, List<String> texts) {
    if (texts.size() == 1) {
      return with(path, texts.getFirst());
    }
    texts.forEach(section(path).putArray(key(path))::add);
    return this;
  }

  private ObjectNode section(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? tree : tree.withObject("/" + path.substring(0, dot));
  }

  private static String key(String path) {
    return path.substring(path.indexOf('.') + 1);
  }

  /**
   * Puts a learner into every slot of the model that has none. Where a slot is a probability, a
   * linear regression or a lasso gives way to the logistic regression of the same kind.
   *
   * @param name its name in a spec, or {@code forest}, {@code boosting}, {@code linear} or {@code
   *     logistic}
   */
  public SpecDraft withLearner(String name) {
    SpecNode spec = new SpecNode("", tree, new ArrayList<>());
    Optional<CausalModel> model = new ModelReader(spec).read();
    List<String> treatments = spec.object("data").texts("treatment").orElse(List.of());
    List<String> instruments = spec.object("data").texts("instruments").orElse(List.of());
    ObjectNode learners = tree.withObject("/learners");
    for (Slot slot :
        model.stream().flatMap(known -> known.slots(treatments, instruments).stream()).toList()) {
      if (!learners.has(slot.name()) && !slot.needed().stream().allMatch(learners::has)) {
        learners.set(slot.name(), learner(SHORT_NAMES.getOrDefault(name, name), slot));
      }
    }
    return this;
  }

  /** Puts a learner into one slot. */
  public SpecDraft withLearner(String slot, String name) {
    return with("learners." + slot, SHORT_NAMES.getOrDefault(name, name));
  }

  private static JsonNode learner(String name, Slot slot) {
    Optional<Learner> learner = TYPES.named(name).map(type -> type.create(Map.of()));
    boolean serves = learner.isEmpty() || slot.targets().stream().anyMatch(learner.get()::supports);
    if (serves || !slot.targets().contains(Target.PROBABILITY)) {
      return JsonNodeFactory.instance.textNode(name);
    }
    Map<String, String> instead = FOR_PROBABILITIES.getOrDefault(name, Map.of("type", name));
    if (instead.size() == 1) {
      return JsonNodeFactory.instance.textNode(instead.get("type"));
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", instead.get("type"));
    instead.forEach(node::put);
    return node;
  }

  /**
   * The spec, to be read as any other; names of files are relative to the current directory.
   *
   * @param overrides as for {@link SpecFile#read}
   * @throws dev.dml.data.InvalidInput if an override cannot be read
   */
  public SpecFile file(List<String> overrides) {
    return new SpecFile(Path.of("spec.yaml"), tree).with(overrides);
  }
}
