package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.learner.Learner;
import dev.dml.model.CausalModel;
import dev.dml.model.LearnerSlots;
import dev.dml.split.Partition;
import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The double machine learning estimator: a causal model, learners for its nuisances, and how often
 * and into how many folds the sample is split.
 *
 * <p>For every repetition the observations are partitioned into folds; each nuisance is learnt
 * outside a fold and predicted inside it; the predictions of all folds enter the orthogonal score,
 * whose root is the estimate. The estimates of the repetitions are aggregated. Source:
 * Chernozhukov, Chetverikov, Demirer, Duflo, Hansen, Newey and Robins, The Econometrics Journal 21
 * (2018), Definitions 3.2 and 3.3.
 *
 * <p>It is immutable; {@code with} methods return changed copies. The result depends on the data,
 * the settings and the seed alone: it has the same bits for any backend and any number of threads.
 *
 * <pre>{@code
 * DmlResult result = DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
 *     .withLearner("ml_l", forest)
 *     .withLearner("ml_m", forest)
 *     .withRepetitions(20)
 *     .estimate(data);
 * }</pre>
 */
public final class DoubleMachineLearning {

  private final CausalModel model;
  private final LearnerSlots learners;
  private final Sampling sampling;
  private final Reporting reporting;
  private final Backend backend;
  private final Progress progress;
  private final GivenPredictions given;

  private DoubleMachineLearning(
      CausalModel model,
      LearnerSlots learners,
      Sampling sampling,
      Reporting reporting,
      Backend backend,
      Progress progress,
      GivenPredictions given) {
    this.model = Objects.requireNonNull(model);
    this.learners = learners;
    this.sampling = sampling;
    this.reporting = reporting;
    this.backend = Objects.requireNonNull(backend);
    this.progress = Objects.requireNonNull(progress);
    this.given = given;
  }

  /**
   * The estimator of a model with 5 folds, 10 repetitions, seed 42, the aggregation {@link
   * Aggregation#MEDIAN_SPREAD}, confidence level 0.95, all cores of this machine, and no learners
   * yet.
   */
  public static DoubleMachineLearning of(CausalModel model) {
    return new DoubleMachineLearning(
        model,
        LearnerSlots.of(Map.of()),
        Sampling.DEFAULT,
        Reporting.DEFAULT,
        LocalBackend.allCores(),
        (done, total) -> {},
        new GivenPredictions(List.of()));
  }

  /**
   * Estimates the effect of every treatment of the data.
   *
   * <p>What can be known to be wrong is looked for before the first fit.
   *
   * @throws dev.dml.data.InvalidInput with one sentence per problem of data, model, learners, folds
   *     and predictions
   * @throws dev.dml.task.TaskFailedException if a learner cannot be fitted
   * @throws dev.dml.inference.UnidentifiedException if the data do not identify the effect
   * @throws dev.dml.task.CancelledException if the thread is interrupted
   */
  public DmlResult estimate(CausalData data) {
    new Preflight(model, data, learners, sampling, given, backend::lack).check();
    List<CrossFit> crossFits = crossFits(data);
    Waves waves = new Waves(data, backend, progress, crossFits);
    waves.run(CrossFit::firstWave);
    waves.run(CrossFit::secondWave);
    return new Conclusion(model, data, learners, sampling, reporting, crossFits)
        .result(waves.record());
  }

  /** One for each repetition and group of treatments, in this order. */
  private List<CrossFit> crossFits(CausalData data) {
    List<CrossFit.Design> designs =
        model.together(data).stream()
            .map(group -> CrossFit.Design.of(model, data, group, learners, sampling, reporting))
            .toList();
    List<CrossFit> crossFits = new ArrayList<>();
    for (int repetition = 0; repetition < sampling.repetitions(); repetition++) {
      for (CrossFit.Design design : designs) {
        crossFits.add(new CrossFit(design, repetition, given.of(design.treatment(), repetition)));
      }
    }
    return crossFits;
  }

  /**
   * With a learner.
   *
   * @param name the learner slot or nuisance that it serves, such as {@code ml_l}; see {@link
   *     CausalModel#slots}
   */
  public DoubleMachineLearning withLearner(String name, Learner learner) {
    return with(
        learners.with(name, Objects.requireNonNull(learner)),
        sampling,
        reporting,
        backend,
        progress);
  }

  /** With K folds, at least 2. */
  public DoubleMachineLearning withFolds(int folds) {
    return with(learners, sampling.withFolds(folds), reporting, backend, progress);
  }

  /** With R repetitions of sample splitting, at least 1. */
  public DoubleMachineLearning withRepetitions(int repetitions) {
    return with(learners, sampling.withRepetitions(repetitions), reporting, backend, progress);
  }

  /** With given partitions, one per repetition, instead of drawn ones. */
  public DoubleMachineLearning withPartitions(List<Partition> partitions) {
    return with(learners, sampling.withPartitions(partitions), reporting, backend, progress);
  }

  /** With a seed, from which all folds and all randomness of learners come. */
  public DoubleMachineLearning withSeed(long seed) {
    return with(learners, sampling.withSeed(seed), reporting, backend, progress);
  }

  /** With a rule that makes one estimate of those of the repetitions. */
  public DoubleMachineLearning withAggregation(Aggregation aggregation) {
    return with(learners, sampling, reporting.withAggregation(aggregation), backend, progress);
  }

  /** With a level of the confidence intervals, in (0, 1). */
  public DoubleMachineLearning withConfidenceLevel(double level) {
    return with(learners, sampling, reporting.withConfidenceLevel(level), backend, progress);
  }

  /**
   * With the out-of-fold predictions kept in the result: n doubles for each nuisance, repetition
   * and treatment.
   */
  public DoubleMachineLearning withPredictionsKept() {
    return with(learners, sampling, reporting.withPredictionsKept(), backend, progress);
  }

  /** With another place to run the tasks. */
  public DoubleMachineLearning withBackend(Backend other) {
    return with(learners, sampling, reporting, other, progress);
  }

  /** With someone to be told how far the run is. */
  public DoubleMachineLearning withProgress(Progress listener) {
    return with(learners, sampling, reporting, backend, listener);
  }

  /**
   * With out-of-fold predictions from elsewhere, in columns {@code NUISANCE.repREP.treatT} with
   * numbers from 0; a nuisance for which there are some needs them for all repetitions and
   * treatments, and no learner.
   */
  public DoubleMachineLearning withPredictions(List<Column> columns) {
    return new DoubleMachineLearning(
        model, learners, sampling, reporting, backend, progress, new GivenPredictions(columns));
  }

  private DoubleMachineLearning with(
      LearnerSlots otherLearners,
      Sampling otherSampling,
      Reporting otherReporting,
      Backend place,
      Progress listener) {
    return new DoubleMachineLearning(
        model, otherLearners, otherSampling, otherReporting, place, listener, given);
  }
}
