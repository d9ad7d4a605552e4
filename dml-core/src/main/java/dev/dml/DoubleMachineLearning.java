package dev.dml;

import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import dev.dml.inference.Aggregation;
import dev.dml.learner.Learner;
import dev.dml.model.CausalModel;
import dev.dml.model.LearnerSlots;
import dev.dml.result.Answers;
import dev.dml.result.DmlResult;
import dev.dml.split.Looks;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.split.StoppingRule;
import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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

  private final Setup setup;
  private final Backend backend;
  private final Progress progress;

  private DoubleMachineLearning(Setup setup, Backend backend, Progress progress) {
    this.setup = setup;
    this.backend = Objects.requireNonNull(backend);
    this.progress = Objects.requireNonNull(progress);
  }

  /**
   * The estimator of a model with the {@linkplain Defaults defaults}, all cores of this machine,
   * and no learners yet.
   */
  public static DoubleMachineLearning of(CausalModel model) {
    Setup setup =
        new Setup(
            model,
            LearnerSlots.of(Map.of()),
            Sampling.DEFAULT,
            Reporting.DEFAULT,
            new GivenPredictions(List.of()));
    return new DoubleMachineLearning(setup, LocalBackend.allCores(), (done, total) -> {});
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
    return estimate(data, Steering.NONE);
  }

  /**
   * Begins to estimate the effect of every treatment of the data in a thread of its own, which
   * publishes what the repetitions say so far and may be stopped.
   */
  public RunningEstimation start(CausalData data) {
    return RunningEstimation.start(steering -> estimate(data, steering));
  }

  private DmlResult estimate(CausalData data, Steering steering) {
    Observations observations = setup.model().observations(data);
    Setup onData = setup.of(observations);
    new Preflight(onData, observations.data(), backend::lack).check(observations.problems());
    return estimate(onData, observations.data(), steering).of(data, observations);
  }

  private DmlResult estimate(Setup onData, CausalData data, Steering steering) {
    Conclusion conclusion = new Conclusion(onData, data);
    List<RepeatedCrossFit> benchmarks = new ArrayList<>();
    for (ConfoundingQuestion.Without without : conclusion.benchmarks()) {
      new Preflight(without.setup(), without.data(), backend::lack)
          .check("sensitivity.benchmarks." + without.name() + ": ");
      benchmarks.add(
          new RepeatedCrossFit(without.setup(), without.data(), List.of(without.biases())));
    }
    Looks looks = setup.sampling().looks();
    Rounds rounds =
        new Rounds(
            new Waves(backend, progress),
            looks,
            new RepeatedCrossFit(onData, data, conclusion.analyses()),
            benchmarks,
            conclusion,
            steering,
            progress);
    return conclusion.result(rounds.run(), looks.sufficient());
  }

  /** How many fits there are on some data; if repetitions stop when they are enough, at most. */
  public int fits(CausalData data) {
    int ofOne = first(data).mapToInt(CrossFit::size).sum();
    return Math.multiplyExact(ofOne, setup.sampling().repetitions());
  }

  /** How many repetitions there are; if they stop when they are enough, at most. */
  public int mostRepetitions() {
    return setup.sampling().repetitions();
  }

  /**
   * For each nuisance that needs the data alone, the fit of the first fold of the first repetition,
   * such as to know how long it takes.
   */
  public List<NuisanceTask> samples(CausalData data) {
    return first(data)
        .flatMap(crossFit -> crossFit.nextWave().stream())
        .filter(task -> task.id().fold() == 0)
        .toList();
  }

  /** The data that all fits read: the observations that the model makes of the rows. */
  public CausalData observed(CausalData data) {
    return setup.model().observations(data).data();
  }

  private Stream<CrossFit> first(CausalData data) {
    Observations observations = setup.model().observations(data);
    if (!observations.problems().isEmpty()) {
      throw new InvalidInput(observations.problems());
    }
    return new RepeatedCrossFit(setup.of(observations), observations.data(), List.of())
        .repetitions(0, 1);
  }

  /**
   * With a learner.
   *
   * @param name the learner slot or nuisance that it serves, such as {@code ml_l}; see {@link
   *     CausalModel#slots}
   */
  public DoubleMachineLearning withLearner(String name, Learner learner) {
    return with(setup.withLearners(setup.learners().with(name, Objects.requireNonNull(learner))));
  }

  /** With K folds, at least 2. */
  public DoubleMachineLearning withFolds(int folds) {
    return with(setup.withSampling(setup.sampling().withFolds(folds)));
  }

  /** With R repetitions of sample splitting, at least 1. */
  public DoubleMachineLearning withRepetitions(int repetitions) {
    return with(setup.withSampling(setup.sampling().withRepetitions(repetitions)));
  }

  /** With as many repetitions of sample splitting as determine the estimates so well. */
  public DoubleMachineLearning withRepetitions(StoppingRule rule) {
    return with(setup.withSampling(setup.sampling().withRepetitions(rule)));
  }

  /** With given partitions, one per repetition, instead of drawn ones. */
  public DoubleMachineLearning withPartitions(List<Partition> partitions) {
    return with(setup.withSampling(setup.sampling().withPartitions(partitions)));
  }

  /** With given partitions and, for models that divide training rows in halves, their halves. */
  public DoubleMachineLearning withPartitions(Split.Given given) {
    return with(setup.withSampling(setup.sampling().withPartitions(given)));
  }

  /** With a seed, from which all folds and all randomness of learners come. */
  public DoubleMachineLearning withSeed(long seed) {
    return with(setup.withSampling(setup.sampling().withSeed(seed)));
  }

  /** With a rule that makes one estimate of those of the repetitions. */
  public DoubleMachineLearning withAggregation(Aggregation aggregation) {
    return with(setup.withReporting(setup.reporting().withAggregation(aggregation)));
  }

  /** With a level of the confidence intervals, in (0, 1). */
  public DoubleMachineLearning withConfidenceLevel(double level) {
    return with(setup.withReporting(setup.reporting().withConfidenceLevel(level)));
  }

  /**
   * With the out-of-fold predictions kept in the result: n doubles for each nuisance, repetition
   * and treatment.
   */
  public DoubleMachineLearning withPredictionsKept() {
    return with(setup.withReporting(setup.reporting().withPredictionsKept()));
  }

  /**
   * With effects described by the modifiers of the data, beside their average; see {@link
   * DmlResult#answers}.
   */
  public DoubleMachineLearning withEffects(Heterogeneity heterogeneity) {
    return with(setup.withReporting(setup.reporting().withHeterogeneity(heterogeneity)));
  }

  /**
   * With intervals that cover all effects and contrasts at once, and p-values that allow for their
   * number, in the result.
   */
  public DoubleMachineLearning withJointInference(MultiplierBootstrap bootstrap) {
    return with(setup.withReporting(setup.reporting().withJoint(bootstrap)));
  }

  /**
   * With the question how sensitive the effects are to a confounder that nobody observed; see
   * {@link Answers#sensitivity}.
   */
  public DoubleMachineLearning withSensitivity(Confounding confounding) {
    return with(setup.withReporting(setup.reporting().withConfounding(confounding)));
  }

  /** With another place to run the tasks. */
  public DoubleMachineLearning withBackend(Backend other) {
    return new DoubleMachineLearning(setup, other, progress);
  }

  /** With someone to be told how far the run is. */
  public DoubleMachineLearning withProgress(Progress listener) {
    return new DoubleMachineLearning(setup, backend, listener);
  }

  /**
   * With out-of-fold predictions from elsewhere, in columns {@code NUISANCE.repREP.treatT} with
   * numbers from 0; a nuisance for which there are some needs them for all repetitions and
   * treatments, and no learner.
   */
  public DoubleMachineLearning withPredictions(List<Column> columns) {
    return with(setup.withGiven(new GivenPredictions(columns)));
  }

  private DoubleMachineLearning with(Setup other) {
    return new DoubleMachineLearning(other, backend, progress);
  }
}
