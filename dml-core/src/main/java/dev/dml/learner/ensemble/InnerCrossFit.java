package dev.dml.learner.ensemble;

import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.GrowingLearner;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import dev.dml.split.ClusterFolds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The training rows of a fit, divided into inner folds: what a learner predicts of each row without
 * having seen its fold.
 *
 * <p>Clusters stay together, and both values of a 0/1 outcome whose probability is learnt are
 * spread evenly.
 */
public final class InnerCrossFit {

  private static final double LEAST_PROBABILITY = 1e-15;

  private final Fit fit;
  private final List<Fit> inner;
  private final int[] position;

  private InnerCrossFit(Fit fit, List<Fit> inner) {
    this.fit = fit;
    this.inner = inner;
    this.position = new int[fit.train().get(fit.train().size() - 1) + 1];
    for (int i = 0; i < fit.train().size(); i++) {
      position[fit.train().get(i)] = i;
    }
  }

  /**
   * Draws the folds.
   *
   * @throws dev.dml.learner.FitException if there are fewer rows, or clusters, than folds
   */
  public static InnerCrossFit of(Fit fit, int count) {
    Rows train = fit.train();
    int[] drawn = draw(fit, count);
    int[] foldOf = new int[train.get(train.size() - 1) + 1];
    for (int i = 0; i < drawn.length; i++) {
      foldOf[train.get(i)] = drawn[i];
    }
    List<Fit> inner = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      int fold = each;
      inner.add(
          fit.within(
              train.filter(row -> foldOf[row] != fold), train.filter(row -> foldOf[row] == fold)));
    }
    return new InnerCrossFit(fit, inner);
  }

  /** The fold of each training row; clusters, or rows, of a stratum are spread evenly. */
  private static int[] draw(Fit fit, int count) {
    int[] rows = fit.train().toArray();
    boolean stratified = fit.target() == Target.PROBABILITY;
    int[] strata = Arrays.stream(rows).map(row -> stratified ? (int) fit.y()[row] : 0).toArray();
    double[] clusters =
        Arrays.stream(rows)
            .mapToDouble(row -> fit.clusters().map(ofRow -> ofRow[row]).orElse((double) row))
            .toArray();
    ClusterFolds folds = new ClusterFolds(clusters, strata, count);
    if (folds.size() < count) {
      throw new FitException(
          count
              + " inner folds need at least as many "
              + (fit.clusters().isPresent() ? "clusters among the training rows" : "training rows")
              + ", but there are "
              + folds.size());
    }
    return folds.draw(new Seed(fit.seed()).with("inner folds"));
  }

  /**
   * What a learner predicts for each training row, in their order.
   *
   * @param name from which, and the seed of the fit, its seeds are derived
   */
  public double[] predict(Learner learner, String name) {
    return together(fold -> learner.fitPredict(seeded(fold, name)));
  }

  /** The same of a learner whose fits go on, of which each answer is such a prediction. */
  GrowingLearner.Growth grow(GrowingLearner learner, String name) {
    List<GrowingLearner.Growth> folds =
        IntStream.range(0, inner.size())
            .mapToObj(fold -> learner.grow(seeded(fold, name)))
            .toList();
    return steps -> together(fold -> folds.get(fold).until(steps));
  }

  private Fit seeded(int fold, String name) {
    return inner.get(fold).withSeed(new Seed(fit.seed()).with(name).with(fold).value());
  }

  /** What is predicted of each fold, in the order of the training rows. */
  private double[] together(IntFunction<double[]> ofFold) {
    double[] predictions = new double[fit.train().size()];
    for (int fold = 0; fold < inner.size(); fold++) {
      Rows test = inner.get(fold).test();
      double[] values = ofFold.apply(fold);
      for (int i = 0; i < values.length; i++) {
        predictions[position[test.get(i)]] = values[i];
      }
    }
    return predictions;
  }

  /** The outcomes of the training rows. */
  public double[] outcomes() {
    double[] y = new double[fit.train().size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = fit.y()[fit.train().get(i)];
    }
    return y;
  }

  /**
   * The mean loss of predictions for the training rows: the squared error of a mean, the log-loss
   * of a probability.
   */
  double loss(double[] predictions) {
    return fit.target() == Target.MEAN
        ? mean(predictions, InnerCrossFit::squaredError)
        : mean(predictions, InnerCrossFit::logLoss);
  }

  /** The weights of candidates beside the losses of what each predicts for the training rows. */
  List<Share> shares(double[] weights, double[][] predictions) {
    double constant = rmse(predict(new Constant(), "constant"));
    return IntStream.range(0, weights.length)
        .mapToObj(
            j ->
                new Share(
                    weights[j],
                    rmse(predictions[j]),
                    constant,
                    fit.target() == Target.PROBABILITY
                        ? OptionalDouble.of(loss(predictions[j]))
                        : OptionalDouble.empty()))
        .toList();
  }

  private double rmse(double[] predictions) {
    return Math.sqrt(mean(predictions, InnerCrossFit::squaredError));
  }

  private double mean(double[] predictions, DoubleBinaryOperator ofRow) {
    double[] y = outcomes();
    double[] importance = importance();
    double loss = 0;
    double total = 0;
    for (int i = 0; i < y.length; i++) {
      loss += importance[i] * ofRow.applyAsDouble(y[i], predictions[i]);
      total += importance[i];
    }
    return loss / total;
  }

  private static double squaredError(double y, double prediction) {
    return (y - prediction) * (y - prediction);
  }

  private static double logLoss(double y, double prediction) {
    double happened = y == 1 ? prediction : 1 - prediction;
    return -StrictMath.log(Math.max(happened, LEAST_PROBABILITY));
  }

  /** How much each training row counts. */
  public double[] importance() {
    double[] importance = new double[fit.train().size()];
    Arrays.setAll(importance, i -> fit.weights().map(w -> w[fit.train().get(i)]).orElse(1.0));
    return importance;
  }
}
