package dev.dml.wire.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Version;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.wire.Digests;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import dev.dml.wire.stored.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Tasks that are sent to another machine together, with the names of what they read and of where
 * their results go.
 *
 * <p>Its JSON form grows with the number of tasks alone, never with the number of rows: drawn folds
 * are drawn again where the tasks run, from the seed and the repetition.
 *
 * @param inputs the data and the partitions
 * @param results the folder of the results in the store, {@code runs/NAME/results/}
 * @param inlineBytes up to how many bytes results are returned in the answer itself; beyond, they
 *     are only stored
 * @param tasks from 1 to {@value #MOST_TASKS} tasks, all with the split of the inputs
 */
public record TaskBatch(Inputs inputs, String results, int inlineBytes, List<NuisanceTask> tasks) {

  /** The number of the form of batches and answers; both sides must have the same. */
  public static final int PROTOCOL = 1;

  /** The most tasks of a batch; as many requests of one fit each stay far below 6 MB. */
  public static final int MOST_TASKS = 10_000;

  /** AWS Lambda returns 6 MB at most; this leaves room for what is beside the results. */
  static final int MOST_INLINE_BYTES = 6_000_000;

  private static final Pattern RESULTS =
      Pattern.compile("runs/[A-Za-z0-9][A-Za-z0-9._-]{0,99}/results/");
  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_LETTERS = 500;
  private static final String VERSION = Version.current().number();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Checks and copies. */
  public TaskBatch {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty() || tasks.size() > MOST_TASKS) {
      throw new IllegalArgumentException(
          "a batch has from 1 to " + MOST_TASKS + " tasks, but this one " + tasks.size());
    }
    if (!RESULTS.matcher(results).matches()) {
      throw new IllegalArgumentException(
          "results must be a folder runs/NAME/results/ with a name of letters, digits, dots,"
              + " hyphens and underscores, but was "
              + results);
    }
  }

  /** The batch as JSON. */
  public byte[] write() {
    ObjectNode tree = NODES.objectNode();
    tree.put("protocol", PROTOCOL);
    tree.put("version", VERSION);
    tree.put("data", inputs.data());
    tree.set("split", SplitForm.tree(inputs));
    tree.put("results", results);
    tree.put("inline_bytes", inlineBytes);
    ArrayNode fits = tree.putArray("fits");
    ObjectNode last = NODES.objectNode();
    ArrayNode ids = NODES.arrayNode();
    for (NuisanceTask task : tasks) {
      ObjectNode common = TaskForm.common(task);
      if (!common.equals(last)) {
        last = common;
        ObjectNode fit = common.deepCopy();
        ids = fit.putArray("tasks");
        fits.add(fit);
      }
      ids.add(TaskForm.id(task));
    }
    return Json.bytes(tree);
  }

  /**
   * The name of a task's result: the SHA-256 of everything that it depends on, data, partition,
   * nuisance, learner, seed and the version of this program.
   */
  public static String key(Inputs inputs, NuisanceTask task) {
    return key(ofAll(inputs, task), task);
  }

  /** What a task depends on with all of its nuisance, as the JSON that its own part ends. */
  private static String ofAll(Inputs inputs, NuisanceTask task) {
    ObjectNode tree = NODES.objectNode();
    tree.put("protocol", PROTOCOL);
    tree.put("version", VERSION);
    tree.put("data", inputs.data());
    tree.set("split", SplitForm.tree(inputs));
    tree.set("fit", TaskForm.common(task));
    String text = Json.text(tree);
    return text.substring(0, text.length() - 1) + ",\"task\":";
  }

  private static String key(String ofAll, NuisanceTask task) {
    return Digests.of(ofAll + TaskForm.id(task) + "}");
  }

  /** Tasks by the names of their results, in their order. */
  public static Map<String, NuisanceTask> byKey(Inputs inputs, List<NuisanceTask> tasks) {
    Map<Shared, String> known = new HashMap<>();
    Map<String, NuisanceTask> byKey = new LinkedHashMap<>();
    for (NuisanceTask task : tasks) {
      String ofAll = known.computeIfAbsent(Shared.of(task), any -> ofAll(inputs, task));
      byKey.put(key(ofAll, task), task);
    }
    return byKey;
  }

  /** The names of the results of all tasks, in their order. */
  public List<String> keys() {
    return tasks.stream().map(task -> key(inputs, task)).toList();
  }

  /** The name of the object that holds the results of this batch if all its tasks are done. */
  public String resultKey() {
    return resultKey(keys());
  }

  /**
   * The name of the object that holds some results of this batch.
   *
   * @param parts the names of the results; those of {@link #keys} make {@link #resultKey()}
   */
  public String resultKey(List<String> parts) {
    return results + Digests.of(String.join("\n", parts)) + ".json";
  }

  /**
   * Checks what can only be known beside the data.
   *
   * @throws InvalidInput with everything that the data do not have
   */
  public void check(CausalData data) {
    Set<String> problems = new LinkedHashSet<>();
    SplitForm.check(inputs.split(), data, problems);
    tasks.forEach(task -> TaskForm.check(task, data, problems));
    stopIfAny(List.copyOf(problems));
  }

  /**
   * Reads a batch.
   *
   * @param partitions finds given partitions by their digest
   * @throws OtherVersionException if it is of another version or protocol
   * @throws InvalidInput with everything that is wrong with it
   */
  public static TaskBatch read(byte[] bytes, Function<String, Split.Given> partitions) {
    List<String> problems = new ArrayList<>();
    JsonNode tree = Json.tree(bytes);
    checkVersion(tree);
    SpecNode batch = new SpecNode("", tree, problems);
    batch.has("protocol");
    batch.has("version");
    Optional<String> data = batch.requiredText("data");
    data.filter(digest -> !Digests.isOne(digest))
        .ifPresent(
            digest -> batch.problem("data", "must be 64 hexadecimal digits, but was " + digest));
    String results = batch.requiredText("results").orElse("");
    if (!RESULTS.matcher(results).matches()) {
      batch.problem("results", "must be runs/NAME/results/, but was " + results);
    }
    int inlineBytes = batch.whole("inline_bytes", 0, MOST_INLINE_BYTES).orElse(0L).intValue();
    Optional<SplitForm> split = SplitForm.read(batch.object("split"));
    batch.has("fits");
    batch.refuseOtherKeys();
    checkNumber(batch, tree.path("fits"));
    stopIfAny(problems);
    Inputs inputs = split.orElseThrow().inputs(data.orElseThrow(), partitions);
    List<NuisanceTask> tasks = new ArrayList<>();
    int number = 0;
    for (JsonNode element : tree.path("fits")) {
      SpecNode fit = new SpecNode("fits[" + number++ + "]", element, problems);
      tasks.addAll(TaskForm.read(fit, element.path("tasks"), inputs.split()));
    }
    stopIfAny(problems);
    return new TaskBatch(inputs, results, inlineBytes, tasks);
  }

  /** Before any of them is made. */
  private static void checkNumber(SpecNode batch, JsonNode fits) {
    int number = 0;
    for (JsonNode fit : fits) {
      number += fit.path("tasks").size();
    }
    if (!fits.isArray() || number < 1 || number > MOST_TASKS) {
      batch.problem(
          "fits", "must be a list of 1 to " + MOST_TASKS + " tasks in all, but has " + number);
    }
  }

  /** Before anything else is looked at, since another protocol may have other keys. */
  private static void checkVersion(JsonNode tree) {
    JsonNode protocol = tree.path("protocol");
    String version = tree.path("version").asText();
    if (!protocol.isInt() || protocol.asInt() != PROTOCOL || !version.equals(VERSION)) {
      throw new OtherVersionException(
          "the function is of version "
              + VERSION
              + " and protocol "
              + PROTOCOL
              + ", but the request of version "
              + (version.isEmpty() ? "unknown" : version)
              + " and protocol "
              + (protocol.isMissingNode() ? "unknown" : protocol)
              + "; deploy the function of the same version as the client: mvn package && sam"
              + " deploy");
    }
  }

  /** A request may be wrong in a million places, and at great length. */
  private static void stopIfAny(List<String> problems) {
    if (problems.isEmpty()) {
      return;
    }
    List<String> named =
        new ArrayList<>(problems.stream().limit(MOST_PROBLEMS).map(TaskBatch::shortened).toList());
    if (problems.size() > named.size()) {
      named.add("and " + (problems.size() - named.size()) + " more problems");
    }
    throw new InvalidInput(named);
  }

  private static String shortened(String sentence) {
    return sentence.length() <= MOST_LETTERS
        ? sentence
        : sentence.substring(0, MOST_LETTERS) + "...";
  }

  /** What a task shares with others, which is written once for all of them. */
  private record Shared(
      int treatment,
      String candidate,
      Nuisance nuisance,
      Target target,
      Learner learner,
      List<String> stratifyBy,
      Optional<NuisanceTask.Stage> stage) {

    static Shared of(NuisanceTask task) {
      return new Shared(
          task.id().treatment(),
          task.id().candidate(),
          task.nuisance(),
          task.target(),
          task.learner(),
          task.stratifyBy(),
          task.stage());
    }
  }
}
