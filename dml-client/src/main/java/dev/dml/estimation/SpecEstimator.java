package dev.dml.estimation;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.wire.spec.Spec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The estimator that a spec describes, with the folds and predictions of its files. */
final class SpecEstimator {

  private static final Pattern REPETITION = Pattern.compile(".*\\.rep(\\d{1,9})\\.treat\\d+");

  private SpecEstimator() {}

  /**
   * The estimator, if spec and data are there and nothing is wrong with either.
   *
   * @throws dev.dml.data.InvalidInput with everything that is
   */
  static DoubleMachineLearning of(
      Optional<Spec> spec, Optional<CausalData> data, Problems problems) {
    Optional<DoubleMachineLearning> estimator =
        spec.flatMap(
            known -> data.flatMap(causal -> problems.collect(() -> of(known, causal, problems))));
    problems.stopIfAny();
    return estimator.orElseThrow();
  }

  private static DoubleMachineLearning of(Spec spec, CausalData data, Problems problems) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(spec.model())
            .withSeed(spec.seed())
            .withAggregation(spec.aggregation())
            .withConfidenceLevel(spec.confidenceLevel())
            .withEffects(spec.effects());
    if (spec.joint().isPresent()) {
      estimator = estimator.withJointInference(spec.joint().get());
    }
    estimator = withLearners(estimator, spec);
    if (spec.confounding().isPresent()) {
      estimator = estimator.withSensitivity(spec.confounding().get());
    }
    Optional<List<Partition>> partitions =
        spec.partitions()
            .flatMap(
                path ->
                    problems.collect(
                        () ->
                            new FoldsFile(path, data.clusters().size() == 2)
                                .partitions(data.preparation())));
    Optional<List<Column>> predictions =
        spec.predictions()
            .flatMap(
                path ->
                    problems.collect(
                        () -> new RowFile("predictions", path).columns(data.preparation())));
    estimator = split(estimator, spec, data, partitions, predictions, problems);
    return predictions.isPresent() ? estimator.withPredictions(predictions.get()) : estimator;
  }

  /** An estimator with the learners of a spec. */
  static DoubleMachineLearning withLearners(DoubleMachineLearning estimator, Spec spec) {
    DoubleMachineLearning taught = estimator;
    for (var learner : spec.learners().entrySet()) {
      taught = taught.withLearner(learner.getKey(), learner.getValue());
    }
    return taught;
  }

  private static DoubleMachineLearning split(
      DoubleMachineLearning estimator,
      Spec spec,
      CausalData data,
      Optional<List<Partition>> partitions,
      Optional<List<Column>> predictions,
      Problems problems) {
    if (partitions.isPresent()) {
      List<Partition> given = partitions.get();
      agree("folds", spec.folds(), given.getFirst().foldsPerDimension(), problems);
      agree("repetitions", spec.repetitions(), given.size(), problems);
      Optional<List<List<Partition>>> nested =
          spec.nested()
              .flatMap(
                  path ->
                      problems.collect(
                          () -> new NestedFile(path).halves(given, data.preparation())));
      return estimator.withPartitions(new Split.Given(given, nested.orElse(List.of())));
    }
    DoubleMachineLearning split = estimator;
    if (spec.folds().isPresent()) {
      split = split.withFolds(spec.folds().getAsInt());
    }
    if (spec.stopping().isPresent()) {
      return split.withRepetitions(spec.stopping().get());
    }
    OptionalInt repetitions = spec.repetitions();
    if (repetitions.isEmpty() && predictions.isPresent()) {
      repetitions = repetitionsOf(predictions.get());
    }
    return repetitions.isPresent() ? split.withRepetitions(repetitions.getAsInt()) : split;
  }

  private static void agree(String key, OptionalInt said, int given, Problems problems) {
    if (said.isPresent() && said.getAsInt() != given) {
      problems.add(
          key
              + ": must be left out or "
              + given
              + ", as the partitions have it, but was "
              + said.getAsInt());
    }
  }

  /** One more than the highest repetition in the names of the columns. */
  private static OptionalInt repetitionsOf(List<Column> predictions) {
    return predictions.stream()
        .map(column -> REPETITION.matcher(column.name()))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)) + 1)
        .max();
  }
}
