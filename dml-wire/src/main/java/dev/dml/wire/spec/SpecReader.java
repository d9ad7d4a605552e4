package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Defaults;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Roles;
import dev.dml.inference.Aggregation;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Auto;
import dev.dml.model.CausalModel;
import dev.dml.model.LearnerSlots;
import dev.dml.split.StoppingRule;
import dev.dml.wire.spec.analysis.EffectsReader;
import dev.dml.wire.spec.analysis.JointReader;
import dev.dml.wire.spec.analysis.SensitivityReader;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a spec key by key, and goes on after a problem, so that all are found. */
public final class SpecReader {

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final SpecNode spec;

  SpecReader(Path file, ObjectNode tree) {
    this.file = file;
    this.spec = new SpecNode("", tree, problems);
  }

  Spec read() {
    Optional<DataSpec> data = DataSpec.read(spec, file);
    Optional<CausalModel> model = new ModelReader(spec).read();
    Map<String, Learner> automatic =
        model.map(known -> automatic(known, data.map(DataSpec::roles))).orElse(Map.of());
    Map<String, Learner> learners =
        new LinkedHashMap<>(
            LearnerReader.section(
                spec, automatic.isEmpty() ? List.of("ml_m") : List.copyOf(automatic.keySet())));
    OptionalInt folds = whole("folds", 2, Integer.MAX_VALUE);
    RepetitionsReader repetitions = new RepetitionsReader(spec);
    OptionalInt number = repetitions.number();
    Optional<StoppingRule> stopping = repetitions.rule();
    long seed = spec.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(Defaults.SEED);
    Aggregation aggregation = spec.choice("aggregation", aggregations(), Defaults.AGGREGATION);
    double level =
        spec.real(
                "confidence_level",
                "a number of more than 0 and less than 1",
                value -> value > 0 && value < 1)
            .orElse(Defaults.CONFIDENCE_LEVEL);
    Optional<MultiplierBootstrap> joint = new JointReader(spec).read();
    Optional<Path> partitions = spec.text("partitions").map(name -> Spec.resolve(file, name));
    Optional<Path> nested = nested(model);
    Optional<Path> predictions = spec.text("predictions").map(name -> Spec.resolve(file, name));
    Heterogeneity effects = new EffectsReader(spec).read();
    Optional<Confounding> confounding = SensitivityReader.read(spec, model);
    BackendSpec backend = new BackendReader(spec, file).read();
    spec.refuseOtherKeys();
    if (!spec.has("learners") && predictions.isEmpty()) {
      learners.putAll(automatic);
    }
    if (model.isPresent()
        && problems.stream().noneMatch(problem -> problem.startsWith("learners:"))) {
      Optional<Roles> roles = data.map(DataSpec::roles);
      problems.addAll(
          LearnerSlots.of(learners)
              .problems(
                  model.get(),
                  roles.map(Roles::treatments).orElse(List.of()),
                  roles.map(Roles::instruments).orElse(List.of()),
                  nuisance -> predictions.isPresent()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Spec(
        data.orElseThrow().withModifiers(effects.columns()),
        model.orElseThrow(),
        learners,
        folds,
        number,
        stopping,
        seed,
        aggregation,
        level,
        joint,
        partitions,
        nested,
        predictions,
        effects,
        confounding,
        backend);
  }

  /** What a spec without learners stands for. */
  private static Map<String, Learner> automatic(CausalModel model, Optional<Roles> roles) {
    Map<String, Learner> learners = new LinkedHashMap<>();
    model
        .slots(
            roles.map(Roles::treatments).orElse(List.of()),
            roles.map(Roles::instruments).orElse(List.of()))
        .stream()
        .filter(slot -> !slot.needed().isEmpty())
        .forEach(slot -> learners.put(slot.name(), new Auto()));
    return learners;
  }

  private Optional<Path> nested(Optional<CausalModel> model) {
    if (model.isPresent() && !model.get().learnsOnHalves()) {
      spec.refuseIdle(
          NamedFiles.NESTED,
          "under "
              + model.get().name()
              + " with the score "
              + model.get().scoreName()
              + ", only under ssm with the score non-ignorable");
    } else if (!spec.has(NamedFiles.PARTITIONS)) {
      spec.refuseIdle(NamedFiles.NESTED, "without partitions, whose training rows it divides");
    }
    return spec.text(NamedFiles.NESTED).map(name -> Spec.resolve(file, name));
  }

  private OptionalInt whole(String key, int minimum, int maximum) {
    Optional<Long> value = spec.whole(key, minimum, maximum);
    return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
  }

  private static Map<String, Aggregation> aggregations() {
    Map<String, Aggregation> byName = new LinkedHashMap<>();
    for (Aggregation aggregation : Aggregation.values()) {
      byName.put(name(aggregation), aggregation);
    }
    return byName;
  }

  public static String name(Aggregation aggregation) {
    return aggregation.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
