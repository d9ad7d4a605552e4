package dev.dml.learner.tree;

import dev.dml.data.Rows;
import dev.dml.random.Seed;
import dev.dml.spare.Crew;
import java.util.Arrays;
import java.util.List;

/**
 * Boosts regression trees by gradient descent (Friedman, <i>Greedy function approximation</i>,
 * Annals of Statistics 2001): each tree is grown on the residuals by least squares, and its leaves
 * take a Newton step on the loss, {@code sum of residuals / (sum of curvatures + l2)}.
 */
public final class Boosting {

  private static final double VALIDATION_SHARE = 0.1;
  private static final double LEAST_CURVATURE = 1e-9;
  private static final double EQUAL_ULPS = 0x1p12;

  /** So many units take some ten microseconds. */
  private static final int BLOCK = 4096;

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

  /** By position in the sample, where it is not 1 for every row. */
  private final double[] rowCurvatures;

  private final Crew crew;

  private Boosting(
      BinnedFeatures x,
      double[] y,
      Rows train,
      Rows test,
      BoostingPlan asked,
      Seed seed,
      Crew crew) {
    this.crew = crew;
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
    tree =
        new BoostedTree(
            x, plan, curvatures, sample.grown().length, sample.others().length, crew);
    margins = new double[x.units()];
    residuals = new double[x.units()];
    values = new long[sample.grown().length];
    rowCurvatures = new double[plan.loss() == Loss.SQUARED ? 0 : values.length];
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
    return Crew.during(
        crew -> new Boosting(x, y, train, test, plan, new Seed(seed), crew).predict());
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
    Blocks blocks = new Blocks();
    blocks.takeResiduals();
    double curvature = meanCurvature();
    Packing packing = packing(blocks);
    long total = blocks.pack(packing);
    // The search takes the curvature to be the same in every row; the leaves' steps do not.
    BestCut cuts = new BestCut(packing, draws, plan.l2() / Math.max(LEAST_CURVATURE, curvature));
    List<BoostedTree.Leaf> leaves = tree.grow(sample, values, total, columns(), packing, cuts);
    crew.divide(leaves.size(), leaf -> step(leaves.get(leaf)));
  }

  /** The units of a round in blocks, which several threads may work on. */
  private final class Blocks {

    private final int count = Math.ceilDiv(sample.grownSize(), BLOCK);
    private final double[] minima = new double[count];
    private final double[] maxima = new double[count];

    private int end(int block) {
      return Math.min((block + 1) * BLOCK, sample.grownSize());
    }

    /** Sets the sum of every unit's residuals, and notes the range of their means. */
    void takeResiduals() {
      crew.divide(count, this::takeResiduals);
    }

    private void takeResiduals(int block) {
      double minimum = Double.POSITIVE_INFINITY;
      double maximum = Double.NEGATIVE_INFINITY;
      for (int i = block * BLOCK; i < end(block); i++) {
        int unit = sample.grown()[i];
        int weight = sample.weight(unit);
        double response = plan.loss().response(margins[unit]);
        double residual = sample.targets(unit) - weight * response;
        residuals[unit] = residual;
        minimum = Math.min(minimum, residual / weight);
        maximum = Math.max(maximum, residual / weight);
        if (rowCurvatures.length > 0) {
          rowCurvatures[i] = weight * plan.loss().curvature(response);
          if (curvatures.bound()) {
            curvatures.set(unit, rowCurvatures[i]);
          }
        }
      }
      minima[block] = minimum;
      maxima[block] = maximum;
    }

    double minimum() {
      return Arrays.stream(minima).min().orElseThrow();
    }

    double maximum() {
      return Arrays.stream(maxima).max().orElseThrow();
    }

    /** Packs the residuals, and returns their sum. */
    long pack(Packing packing) {
      long[] sums = new long[count];
      crew.divide(
          count,
          block -> {
            long sum = 0;
            for (int i = block * BLOCK; i < end(block); i++) {
              int unit = sample.grown()[i];
              values[i] = packing.packSum(sample.weight(unit), residuals[unit]);
              sum += values[i];
            }
            sums[block] = sum;
          });
      return Arrays.stream(sums).sum();
    }
  }

  /** The mean curvature of the rows, summed in their order. */
  private double meanCurvature() {
    if (rowCurvatures.length == 0) {
      return 1;
    }
    double sum = 0;
    for (int i = 0; i < sample.grownSize(); i++) {
      sum += rowCurvatures[i];
    }
    return sum / sample.rows();
  }

  private Packing packing(Blocks blocks) {
    double minimum = blocks.minimum();
    double maximum = blocks.maximum();
    requireFiniteSquares(maximum - minimum);
    if (isRounding(maximum - minimum)) {
      maximum = minimum;
    }
    return Packing.ofRows(sample.rows(), plan.minLeaf(), minimum, maximum);
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
