package dev.dml.learner.tree;

import dev.dml.data.Rows;
import dev.dml.random.Seed;
import java.util.Arrays;

/**
 * Boosts regression trees by gradient descent (Friedman, <i>Greedy function approximation</i>,
 * Annals of Statistics 2001): each tree is grown on the residuals by least squares, and its leaves
 * take a Newton step on the loss, {@code sum of residuals / (sum of curvatures + l2)}.
 */
public final class Boosting {

  private static final double VALIDATION_SHARE = 0.1;
  private static final double LEAST_CURVATURE = 1e-9;
  private static final double EQUAL_ULPS = 0x1p12;

  private final BinnedFeatures x;
  private final double[] y;
  private final Rows test;
  private final Rows validation;
  private final BoostingPlan plan;
  private final Seed seed;
  private final Draws draws = new Draws();
  private final BoostingSample sample;
  private final int fitRows;
  private final BoostedTree tree;
  private final double[] margins;
  private final double[] residuals;
  private final Curvatures curvatures;
  private final long[] values;

  private Boosting(
      BinnedFeatures x, double[] y, Rows train, Rows test, BoostingPlan asked, Seed seed) {
    this.x = x;
    this.y = y;
    this.test = test;
    plan = asked.withRowsForCurvature();
    this.seed = seed;
    validation = plan.patience() > 0 ? validation(train) : Rows.of();
    Rows fit = without(train, validation);
    fitRows = fit.size();
    sample = new BoostingSample(x, y, fit, validation, test);
    sample.takeAll();
    sample.restart();
    curvatures = new Curvatures(plan.minLeafCurvature(), x.units(), sample.grown().length);
    tree = new BoostedTree(x, plan, curvatures, sample.grown().length, sample.others().length);
    margins = new double[x.units()];
    residuals = new double[x.units()];
    values = new long[sample.grown().length];
    double sum = 0;
    for (int i = 0; i < fitRows; i++) {
      sum += y[fit.get(i)];
    }
    Arrays.fill(margins, plan.loss().margin(sum / fitRows));
  }

  /**
   * The boosted prediction for each test row, in their order.
   *
   * @param y the target by row, read in the training rows only
   */
  public static double[] predict(
      BinnedFeatures x, double[] y, Rows train, Rows test, BoostingPlan plan, long seed) {
    return new Boosting(x, y, train, test, plan, new Seed(seed)).predict();
  }

  private Rows validation(Rows train) {
    draws.restart(seed.with("validation").value());
    int size = Math.min(train.size() - 1, (int) Math.ceil(VALIDATION_SHARE * train.size()));
    int[] missing = {size};
    int[] left = {train.size()};
    return train.filter(
        row -> {
          boolean taken = draws.below(left[0]--) < missing[0];
          missing[0] -= taken ? 1 : 0;
          return taken;
        });
  }

  private static Rows without(Rows all, Rows some) {
    int[] next = {0};
    return all.filter(
        row -> {
          boolean taken = next[0] < some.size() && some.get(next[0]) == row;
          next[0] += taken ? 1 : 0;
          return !taken;
        });
  }

  private double[] predict() {
    double bestLoss = validationLoss();
    int bestRound = 0;
    double[] best = responses();
    for (int round = 1; round <= plan.rounds(); round++) {
      boost(seed.with(round));
      if (validation.size() > 0) {
        double loss = validationLoss();
        if (loss < bestLoss) {
          bestLoss = loss;
          bestRound = round;
          best = responses();
        } else if (round - bestRound >= plan.patience()) {
          break;
        }
      }
    }
    return validation.size() > 0 ? best : responses();
  }

  private double validationLoss() {
    double sum = 0;
    for (int i = 0; i < validation.size(); i++) {
      int row = validation.get(i);
      sum += plan.loss().of(y[row], plan.loss().response(margins[x.unit(row)]));
    }
    return sum;
  }

  private double[] responses() {
    double[] responses = new double[test.size()];
    for (int i = 0; i < responses.length; i++) {
      responses[i] = plan.loss().response(margins[x.unit(test.get(i))]);
    }
    return responses;
  }

  private void boost(Seed roundSeed) {
    draws.restart(roundSeed.value());
    if (plan.rowSample() < 1) {
      sample.take((int) Math.max(1, Math.round(plan.rowSample() * fitRows)), draws);
    }
    sample.restart();
    double curvature = takeResiduals();
    Packing packing = pack();
    // The search takes the curvature to be the same in every row; the leaves' steps do not.
    BestCut cuts = new BestCut(packing, draws, plan.l2() / Math.max(LEAST_CURVATURE, curvature));
    for (BoostedTree.Leaf leaf : tree.grow(sample, values, columns(), packing, cuts)) {
      step(leaf);
    }
  }

  /** Sets the sum of every unit's residuals and returns the mean curvature of the rows. */
  private double takeResiduals() {
    double curvature = 0;
    for (int i = 0; i < sample.grownSize(); i++) {
      int unit = sample.grown()[i];
      double response = plan.loss().response(margins[unit]);
      residuals[unit] = sample.targets(unit) - sample.weight(unit) * response;
      double itsCurvature = sample.weight(unit) * plan.loss().curvature(response);
      curvature += itsCurvature;
      if (curvatures.bound()) {
        curvatures.set(unit, itsCurvature);
      }
    }
    return curvature / sample.rows();
  }

  private Packing pack() {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < sample.grownSize(); i++) {
      int unit = sample.grown()[i];
      double mean = residuals[unit] / sample.weight(unit);
      minimum = Math.min(minimum, mean);
      maximum = Math.max(maximum, mean);
    }
    requireFiniteSquares(maximum - minimum);
    if (isRounding(maximum - minimum)) {
      maximum = minimum;
    }
    Packing packing = Packing.ofRows(sample.rows(), plan.minLeaf(), minimum, maximum);
    for (int i = 0; i < sample.grownSize(); i++) {
      int unit = sample.grown()[i];
      values[i] = packing.packSum(sample.weight(unit), residuals[unit]);
    }
    return packing;
  }

  private void requireFiniteSquares(double range) {
    double sum = range * sample.rows();
    if (!Double.isFinite(sum * sum)) {
      throw new IllegalArgumentException(
          "boosting needs targets whose squares have a finite sum, but residuals have a range of "
              + range);
    }
  }

  /** Whether residuals of this range differ by the rounding of targets and predictions alone. */
  private boolean isRounding(double range) {
    for (int i = 0; i < sample.grownSize(); i++) {
      int unit = sample.grown()[i];
      double size = Math.abs(sample.targets(unit)) + Math.abs(residuals[unit]);
      if (range >= EQUAL_ULPS * Math.ulp(size / sample.weight(unit))) {
        return false;
      }
    }
    return true;
  }

  private int[] columns() {
    int size = x.columns();
    int wanted = Math.clamp(Math.round(plan.columnSample() * size), Math.min(1, size), size);
    int[] columns = new int[wanted];
    int missing = wanted;
    for (int column = 0; missing > 0; column++) {
      int left = size - column;
      if (missing == left || draws.below(left) < missing) {
        columns[wanted - missing--] = column;
      }
    }
    return columns;
  }

  private void step(BoostedTree.Leaf leaf) {
    double gradient = 0;
    double curvature = 0;
    for (int i = leaf.from; i < leaf.to; i++) {
      int unit = sample.grown()[i];
      int weight = sample.weight(unit);
      double response = (sample.targets(unit) - residuals[unit]) / weight;
      gradient += residuals[unit];
      curvature += weight * plan.loss().curvature(response);
    }
    double step = plan.learningRate() * gradient / Math.max(LEAST_CURVATURE, curvature + plan.l2());
    for (int i = leaf.from; i < leaf.to; i++) {
      margins[sample.grown()[i]] += step;
    }
    for (int i = leaf.first; i < leaf.last; i++) {
      margins[sample.others()[i]] += step;
    }
  }
}
