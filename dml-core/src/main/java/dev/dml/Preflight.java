package dev.dml;

import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Rows;
import dev.dml.inference.SamplingDesign;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.ensemble.LearnerLabels;
import dev.dml.model.CausalModel;
import dev.dml.model.LearnerSlots;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks for everything that can be known to be wrong before the first fit. */
final class Preflight {

  private final CausalModel model;
  private final CausalData data;
  private final LearnerSlots learners;
  private final Sampling sampling;
  private final GivenPredictions given;
  private final Heterogeneity heterogeneity;
  private final Function<Learner, Optional<String>> lack;
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<Learner> fitted = new ArrayList<>();

  Preflight(Setup setup, CausalData data, Function<Learner, Optional<String>> lack) {
    this.model = setup.model();
    this.data = data;
    this.learners = setup.learners();
    this.sampling = setup.sampling();
    this.given = setup.given();
    this.heterogeneity = setup.reporting().heterogeneity();
    this.lack = lack;
  }

  /** Returns if nothing is wrong; otherwise every sentence begins with the given place. */
  void check(String place) {
    try {
      check(List.of());
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(place::concat).toList());
    }
  }

  /**
   * Returns if nothing is wrong.
   *
   * @param known what is known to be
   * @throws InvalidInput with everything that is
   */
  void check(List<String> known) {
    problems.addAll(known);
    checkSampling();
    for (int treatment = 0; treatment < data.treatments().size(); treatment++) {
      problems.addAll(model.problems(data, treatment));
    }
    problems.addAll(heterogeneity.problems(data, model));
    problems.addAll(
        learners.problems(model, names(data.treatments()), names(data.instruments()), given::has));
    stopIfAny();
    checkLevels();
    checkNuisances();
    checkMissing();
    stopIfAny();
    model.parameters(data).forEach(group -> checkTrainingSets(group.getFirst().treatment()));
    stopIfAny();
  }

  private void checkSampling() {
    if (sampling.given().isPresent()) {
      int rows = sampling.given().get().partitions().getFirst().rows();
      if (rows != data.rows()) {
        problems.add("partitions: they have " + rows + " rows, but the data have " + data.rows());
      } else {
        checkGivenClusters(sampling.split(data));
      }
    } else if (!data.clusters().isEmpty()) {
      data.clusters().forEach(this::checkClusters);
    } else if (sampling.folds() > data.rows()) {
      problems.add(
          "folds: must be from 2 to the number of observations, "
              + data.rows()
              + ", but was "
              + sampling.folds());
    }
  }

  private void checkGivenClusters(Split split) {
    for (int repetition = 0; repetition < sampling.repetitions(); repetition++) {
      Partition partition = split.partition(data, List.of(), repetition);
      for (int dimension = 0; dimension < data.clusters().size(); dimension++) {
        Column cluster = data.clusters().get(dimension);
        try {
          SamplingDesign.clustered(cluster.toArray(), partition.folds(dimension), Optional.empty());
        } catch (IllegalArgumentException e) {
          problems.add(
              "partitions: in repetition "
                  + (repetition + 1)
                  + " a cluster of "
                  + cluster.name()
                  + " is in two folds: "
                  + e.getMessage());
          return;
        }
      }
    }
  }

  private void checkClusters(Column cluster) {
    long clusters = Arrays.stream(cluster.toArray()).distinct().count();
    if (clusters < 4) {
      problems.add(
          "clusters: there must be at least 4, 2 for each of 2 folds, but "
              + cluster.name()
              + " has "
              + clusters);
    } else if (clusters < 2L * sampling.folds()) {
      problems.add(
          "folds: must be from 2 to "
              + clusters / 2
              + ", so that every fold has at least 2 of the "
              + clusters
              + " clusters of "
              + cluster.name()
              + ", but was "
              + sampling.folds());
    }
  }

  /** A level in fewer rows than there are folds is missing from one of them. */
  private void checkLevels() {
    List<String> rare = new ArrayList<>();
    for (Parameter parameter : model.parameters(data).stream().flatMap(List::stream).toList()) {
      Column d = data.treatments().get(parameter.treatment());
      parameter
          .level()
          .map(level -> Rows.where(d.size(), row -> d.get(row) == level.value()).size())
          .filter(rows -> rows < sampling.folds())
          .ifPresent(
              rows ->
                  rare.add(parameter.name(data) + " (" + rows + (rows == 1 ? " row)" : " rows)")));
    }
    if (!rare.isEmpty()) {
      problems.add(
          "levels: "
              + String.join(", ", rare)
              + (rare.size() == 1 ? " is" : " are")
              + " in fewer rows than there are folds, "
              + sampling.folds()
              + "; take fewer folds, or name the levels without them");
    }
  }

  private void checkNuisances() {
    Set<String> names = new LinkedHashSet<>();
    for (List<Parameter> group : model.parameters(data)) {
      int treatment = group.getFirst().treatment();
      List<Nuisance> nuisances = model.nuisances(data, treatment);
      nuisances.forEach(nuisance -> learners.refusal(nuisance).ifPresent(problems::add));
      nuisances.forEach(nuisance -> names.add(nuisance.name()));
      nuisances.forEach(nuisance -> checkLearner(nuisance, treatment));
      given.check(nuisances, treatment, sampling.repetitions(), data, problems);
    }
    // Other programs write predictions of an absent subgroup too, which are constant and not used.
    model
        .slots(names(data.treatments()), names(data.instruments()))
        .forEach(slot -> names.addAll(slot.parts()));
    given.checkNames(names, data.treatments().size(), sampling.repetitions(), problems);
  }

  private void checkLearner(Nuisance nuisance, int treatment) {
    Optional<Learner> learner = learners.learner(nuisance);
    if (given.has(nuisance.name()) || learner.isEmpty()) {
      return;
    }
    nuisance.firstStage().ifPresent(first -> checkFirstStage(nuisance, first));
    String key = "learners." + nuisance.slot();
    if (data.weights().isPresent() && !learner.get().takesWeights()) {
      problems.add(
          key
              + ": "
              + LearnerLabels.of(learner.get()).type()
              + " takes no sampling weights, but there are weights: "
              + data.weights().get().name()
              + "; those that do: "
              + String.join(", ", LearnerTypes.installed().takingWeights()));
    }
    fitted.addAll(parts(learner.get(), learners.target(nuisance).orElse(Target.MEAN)));
    lack.apply(learner.get()).ifPresent(missing -> problems.add(key + ": " + missing));
    learners
        .refusal(nuisance, nuisance.features(data, treatment).size())
        .ifPresent(refusal -> problems.add(key + "." + refusal));
  }

  /** Those that are fitted by tasks of their own. */
  private static List<Learner> parts(Learner learner, Target target) {
    Learner made = learner instanceof Auto auto ? auto.candidates(target) : learner;
    return made instanceof Ensemble ensemble && ensemble.combination().isAcrossFolds()
        ? ensemble.candidates().stream().map(Candidate::learner).toList()
        : List.of(made);
  }

  private void checkMissing() {
    if (data.preparation().missing() == MissingPolicy.NATIVE
        && data.covariates().hasMissing()
        && !fitted.isEmpty()
        && fitted.stream().noneMatch(Learner::takesMissing)) {
      problems.add(
          "data.missing: native has no effect, because no learner takes missing covariates;"
              + " random-forest and gradient-boosting do; for others choose impute-indicator or"
              + " drop");
    }
  }

  private void checkFirstStage(Nuisance nuisance, Nuisance fitted) {
    if (learners.learner(fitted).isEmpty()) {
      problems.add(
          "learners."
              + fitted.slot()
              + ": is missing; "
              + nuisance.name()
              + (nuisance.domain().half().isPresent()
                  ? " learns from what it says of other rows than those of its fold"
                  : " learns what it says of its own training rows")
              + ", which predictions of "
              + fitted.name()
              + " do not tell; name a learner, or give predictions of "
              + nuisance.name()
              + " too");
    }
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private void checkTrainingSets(int treatment) {
    List<Nuisance> learnt =
        model.nuisances(data, treatment).stream()
            .filter(nuisance -> !given.has(nuisance.name()))
            .toList();
    if (learnt.stream().allMatch(this::isKnownToBeTrainable)) {
      return;
    }
    List<String> stratifyBy = model.stratifyBy(data, treatment);
    Split split = sampling.split(data);
    TrainingSets sets = new TrainingSets(data, treatment, split, stratifyBy, sampling.seed());
    for (int repetition = 0; repetition < sampling.repetitions(); repetition++) {
      Partition partition = split.partition(data, stratifyBy, repetition);
      for (Nuisance nuisance : learnt) {
        sets.check(
            repetition,
            partition,
            nuisance,
            learners.learner(nuisance).orElseThrow(),
            learners.target(nuisance).orElseThrow());
      }
    }
    problems.addAll(sets.problems());
  }

  /**
   * Whether no partition need be drawn for a nuisance: a mean over all rows needs enough of them,
   * and the sizes of drawn folds differ by at most one.
   */
  private boolean isKnownToBeTrainable(Nuisance nuisance) {
    int largestFold = Math.ceilDiv(data.rows(), sampling.folds());
    return sampling.given().isEmpty()
        && data.clusters().isEmpty()
        && nuisance.domain().isEverything()
        && learners.target(nuisance).orElseThrow() == Target.MEAN
        && learners.learner(nuisance).orElseThrow().leastRows() <= data.rows() - largestFold;
  }

  private void stopIfAny() {
    if (!problems.isEmpty()) {
      throw new InvalidInput(List.copyOf(problems));
    }
  }
}
