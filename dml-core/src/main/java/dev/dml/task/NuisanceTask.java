package dev.dml.task;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Rows;
import dev.dml.inference.CompensatedSum;
import dev.dml.inference.Mean;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.calibration.IsotonicCalibration;
import dev.dml.learner.ensemble.ChoosingLearner;
import dev.dml.learner.ensemble.ChoosingLearner.Choice;
import dev.dml.model.Half;
import dev.dml.model.Nuisance;
import dev.dml.model.Response;
import dev.dml.random.Seed;
import dev.dml.split.Block;
import dev.dml.split.Fold;
import dev.dml.split.Split;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The unit of work: fits the learner of one nuisance outside one fold and predicts inside it.
 *
 * <p>It is a pure function of the data, small whatever their size, and the same method wherever it
 * runs.
 *
 * <p>If its learner is one of several candidates and cannot be fitted, that is its result: the
 * others go on without it. So which candidates are combined depends on the data alone, not on where
 * a task runs.
 *
 * @param id its name, which fixes treatment, repetition and fold
 * @param nuisance what is learnt
 * @param target whether the learner is asked for a mean or a probability
 * @param learner the learner with its settings
 * @param split where the partition comes from
 * @param stratifyBy the variables by which drawn folds are stratified
 * @param seed the source of its randomness; if the nuisance is learnt on a {@link Half}, that of
 *     all tasks of the fold
 * @param stage who fits the {@link Nuisance#firstStage}, if there is one
 */
public record NuisanceTask(
    TaskId id,
    Nuisance nuisance,
    Target target,
    Learner learner,
    Split split,
    List<String> stratifyBy,
    long seed,
    Optional<Stage> stage) {

  private static final double[] NONE = {};

  /** Checks that it waits for nothing and has a stage if it needs one, and copies. */
  public NuisanceTask {
    stratifyBy = List.copyOf(stratifyBy);
    if (!nuisance.awaited().isEmpty()) {
      throw new IllegalArgumentException(
          "task " + id + " waits for predictions of " + String.join(", ", nuisance.awaited()));
    }
    if (stage.isPresent() != nuisance.firstStage().isPresent()) {
      throw new IllegalArgumentException(
          "task "
              + id
              + (stage.isPresent()
                  ? " begins with no other nuisance, but has a stage for one"
                  : " begins with another nuisance, but has no stage for it"));
    }
  }

  /**
   * What it shares with tasks of other nuisances and treatments that take about equally long: who
   * learns, with which settings, and what is asked for.
   */
  public String alike() {
    return learner + " " + target;
  }

  /** A task in one stage. */
  public NuisanceTask(
      TaskId id,
      Nuisance nuisance,
      Target target,
      Learner learner,
      Split split,
      List<String> stratifyBy,
      long seed) {
    this(id, nuisance, target, learner, split, stratifyBy, seed, Optional.empty());
  }

  /**
   * The first of two stages of a task, both on the same training rows.
   *
   * @param target whether the learner is asked for a mean or a probability
   * @param learner the learner with its settings
   */
  public record Stage(Target target, Learner learner) {}

  /**
   * Fits and predicts.
   *
   * @throws FitException if the learner cannot be fitted, or predicts something that is not a
   *     finite number (for a probability: a number from 0 to 1)
   */
  public TaskResult run(CausalData data) {
    return result(
        Timed.of(
            () -> {
              Block block = split.block(data, stratifyBy, id.repetition());
              Fit fit = fit(data, block, nuisance.response().values(data));
              return answer(
                  stage.map(first -> second(data, first, fit, block)).orElse(fit),
                  fitted()::fitPredict);
            }));
  }

  private Fit second(CausalData data, Stage first, Fit fit, Block block) {
    return nuisance.response() instanceof Response.Fitted fitted
        ? ofFitted(data, fitted.nuisance(), first, fit)
        : besidePredicted(data, nuisance.firstStage().orElseThrow(), first, fit, block);
  }

  /**
   * The same fit with a further feature: what was learnt on the other half predicts of all rows.
   */
  private Fit besidePredicted(CausalData data, Nuisance other, Stage first, Fit fit, Block block) {
    TaskId ofOther = new TaskId(id.treatment(), id.repetition(), other.name(), id.fold());
    NuisanceTask task =
        new NuisanceTask(ofOther, other, first.target, first.learner, split, stratifyBy, seed);
    Fit asked = task.fit(data, block, other.response().values(data));
    double[] predicted =
        task.fitted().fitPredict(asked.within(asked.train(), Rows.all(data.rows())));
    task.check(predicted, Rows.all(data.rows()));
    return fit.withFeatures(fit.x().and(List.of(Column.owning(other.name(), predicted))));
  }

  /** The same fit of the fitted values of a first stage. */
  private Fit ofFitted(CausalData data, Nuisance fitted, Stage first, Fit fit) {
    Rows train = fit.train();
    double[] predictions =
        first.learner.fitPredict(
            new Fit(
                shown(data, first.learner, fitted.features(data, id.treatment()), train),
                fit.y(),
                train,
                train,
                Optional.empty(),
                fit.clusters(),
                fit.weights(),
                first.target,
                new Seed(seed).with(fitted.name()).value()));
    double[] y = new double[data.rows()];
    for (int i = 0; i < predictions.length; i++) {
      y[train.get(i)] = predictions[i];
    }
    return new Fit(
        fit.x(), y, train, fit.test(), fit.fold(), fit.clusters(), fit.weights(), target, seed);
  }

  /** What is fitted: the learner, calibrated if the nuisance is. */
  Learner fitted() {
    return nuisance.isCalibrated() ? new IsotonicCalibration(learner) : learner;
  }

  /** What the learner is asked. */
  Fit fit(CausalData data, Block block, double[] y) {
    Fold fold = block.fold(id.repetition(), id.fold());
    Features x = nuisance.features(data, id.treatment());
    Optional<double[]> weights = data.relativeWeights();
    if (nuisance.domain().isEverything() && data.clusters().isEmpty()) {
      return Fit.outside(fold, shown(data, learner, x, fold.train()), y, target, seed)
          .withWeights(weights);
    }
    Optional<Half> half = nuisance.domain().half();
    Rows train =
        nuisance.among(data, half.map(part -> rows(data, fold, part)).orElse(fold.train()));
    Rows test = nuisance.predicted(data, fold.test());
    long own = half.isPresent() ? ownSeed() : seed;
    Fit fit =
        new Fit(shown(data, learner, x, train), y, train, test, target, own).withWeights(weights);
    return data.clusters().isEmpty() ? fit : fit.withClusters(data.clusters().getFirst().toArray());
  }

  private Rows rows(CausalData data, Fold fold, Half half) {
    return split.half(data, stratifyBy, fold, id.repetition(), half.number(), seedOfHalves(seed));
  }

  /** What the halves of training rows are drawn from, by the seed that tasks of a fold share. */
  public static Seed seedOfHalves(long shared) {
    return new Seed(shared).with("halves");
  }

  private long ownSeed() {
    Seed own = new Seed(seed).with(nuisance.name());
    return (id.candidate().isEmpty() ? own : own.with(id.candidate())).value();
  }

  /** What a learner sees of features some of which are missing. */
  private static Features shown(CausalData data, Learner learner, Features x, Rows train) {
    boolean left = data.preparation().missing() == MissingPolicy.NATIVE && learner.takesMissing();
    return left ? x : x.imputed(train, data.relativeWeights());
  }

  /**
   * What the learner answers; of one among several candidates also that it cannot be fitted. It is
   * not asked if there is nothing to predict.
   *
   * @throws FitException as {@link #run}
   */
  Answer answer(Fit fit, Function<Fit, double[]> fitter) {
    double mean = trainingMean(fit);
    try {
      Choice choice = choice(fit, fitter);
      check(choice.predictions(), fit.test());
      return new Answer(choice, mean, Optional.empty());
    } catch (RuntimeException e) {
      if (id.candidate().isEmpty() || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return new Answer(Choice.none(NONE), mean, Optional.of(TaskFailedException.reason(e)));
    }
  }

  private Choice choice(Fit fit, Function<Fit, double[]> fitter) {
    if (fit.test().size() == 0) {
      return Choice.none(NONE);
    }
    return fitted() instanceof ChoosingLearner choosing
        ? choosing.choose(fit)
        : Choice.none(fitter.apply(fit));
  }

  private static double trainingMean(Fit fit) {
    CompensatedSum sum = new CompensatedSum();
    if (fit.weights().isEmpty()) {
      fit.train().forEachBlock(fit.y(), sum::add);
      return sum.value() / fit.train().size();
    }
    double[] weights = fit.weights().get();
    Rows train = fit.train();
    double total = Mean.of(train.size(), i -> weights[train.get(i)]);
    return Mean.of(train.size(), i -> weights[train.get(i)] * fit.y()[train.get(i)]) / total;
  }

  /** The result of this task, and what it took. */
  TaskResult result(Timed<Answer> answer) {
    return new TaskResult(
        id,
        answer.value().choice.predictions(),
        answer.value().trainingMean,
        answer.cpuNanos(),
        answer.predictNanos(),
        answer.value().failure,
        answer.value().choice.losses(),
        answer.value().choice.shares());
  }

  private void check(double[] predictions, Rows test) {
    if (predictions.length != test.size()) {
      throw new FitException(
          "the learner predicted " + predictions.length + " of " + test.size() + " rows");
    }
    for (int i = 0; i < predictions.length; i++) {
      double prediction = predictions[i];
      boolean legal =
          target == Target.PROBABILITY
              ? prediction >= 0 && prediction <= 1
              : Double.isFinite(prediction);
      if (!legal) {
        throw new FitException(
            "the learner predicted "
                + prediction
                + " for row "
                + (test.get(i) + 1)
                + (target == Target.PROBABILITY
                    ? "; a probability is from 0 to 1"
                    : "; a mean is a finite number"));
      }
    }
  }

  /** Predictions and what was chosen, the mean of the response, and why there are none. */
  record Answer(Choice choice, double trainingMean, Optional<String> failure) {}
}
