package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.Packing;
import dev.dml.parallel.Crew;
import java.util.Arrays;
import java.util.List;

/**
 * The residuals of a round of boosting, packed for its tree, and the steps of the tree's leaves.
 * Units are worked on in blocks, and leaves each by itself, by all threads of a crew.
 */
final class Residuals {

  /** What a curvature is taken for at least that is divided by. */
  static final double LEAST_CURVATURE = 1e-9;

  private static final double EQUAL_ULPS = 0x1p12;

  /** So many units take some ten microseconds. */
  private static final int BLOCK = 4096;

  private final BoostingPlan plan;
  private final BoostingSample sample;
  private final double[] margins;
  private final Curvatures curvatures;
  private final Crew crew;

  /** The sum of the residuals of a unit's rows, by unit. */
  private final double[] sums;

  private final long[] values;

  /** By position in the sample, where it is not 1 for every row. */
  private final double[] rowCurvatures;

  private final double[] minima;
  private final double[] maxima;
  private final long[] totals;

  /**
   * Residuals that are taken when asked for.
   *
   * @param margins the margin of each unit, which steps change
   * @param curvatures takes note of curvatures if leaves need any
   */
  Residuals(
      BoostingPlan plan,
      BoostingSample sample,
      double[] margins,
      Curvatures curvatures,
      Crew crew) {
    int most = sample.grown().length;
    this.plan = plan;
    this.sample = sample;
    this.margins = margins;
    this.curvatures = curvatures;
    this.crew = crew;
    this.sums = new double[margins.length];
    this.values = new long[most];
    this.rowCurvatures = new double[plan.loss() == Loss.SQUARED ? 0 : most];
    this.minima = new double[blocks(most)];
    this.maxima = new double[blocks(most)];
    this.totals = new long[blocks(most)];
  }

  private static int blocks(int units) {
    return Math.ceilDiv(units, BLOCK);
  }

  private int end(int block) {
    return Math.min((block + 1) * BLOCK, sample.grownSize());
  }

  /** Takes those of the margins as they are, and packs them. */
  Packing take() {
    int blocks = blocks(sample.grownSize());
    crew.divide(blocks, this::take);
    double minimum = Arrays.stream(minima, 0, blocks).min().orElseThrow();
    double maximum = Arrays.stream(maxima, 0, blocks).max().orElseThrow();
    if (isRounding(maximum - minimum)) {
      maximum = minimum;
    }
    Packing packing = Packing.ofRows(sample.total(), plan.minLeaf(), minimum, maximum);
    crew.divide(blocks, block -> pack(packing, block));
    return packing;
  }

  private void take(int block) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    for (int i = block * BLOCK; i < end(block); i++) {
      int unit = sample.grown()[i];
      double weight = sample.weight(unit);
      double response = plan.loss().response(margins[unit]);
      double residual = sample.targets(unit) - weight * response;
      sums[unit] = residual;
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

  private void pack(Packing packing, int block) {
    long total = 0;
    for (int i = block * BLOCK; i < end(block); i++) {
      int unit = sample.grown()[i];
      int units = sample.units(unit);
      values[i] = packing.packSum(units, sums[unit] * (units / sample.weight(unit)));
      total += values[i];
    }
    totals[block] = total;
  }

  /** Whether residuals of this range differ by the rounding of targets and predictions alone. */
  private boolean isRounding(double range) {
    for (int i = 0; i < sample.grownSize(); i++) {
      int unit = sample.grown()[i];
      double size = Math.abs(sample.targets(unit)) + Math.abs(sums[unit]);
      if (range >= EQUAL_ULPS * Math.ulp(size / sample.weight(unit))) {
        return false;
      }
    }
    return true;
  }

  /** The packed values, by position in the sample. */
  long[] values() {
    return values;
  }

  /** Their sum. */
  long total() {
    return Arrays.stream(totals, 0, blocks(sample.grownSize())).sum();
  }

  /** The mean curvature of the rows, summed in their order. */
  double meanCurvature() {
    if (rowCurvatures.length == 0) {
      return 1;
    }
    double sum = 0;
    for (int i = 0; i < sample.grownSize(); i++) {
      sum += rowCurvatures[i];
    }
    return sum / sample.totalWeight();
  }

  /** Moves the margins of all units by the steps of their leaves. */
  void step(List<Leaf> leaves) {
    crew.divide(leaves.size(), leaf -> step(leaves.get(leaf)));
  }

  private void step(Leaf leaf) {
    double gradient = 0;
    double curvature = 0;
    for (int i = leaf.from; i < leaf.to; i++) {
      int unit = sample.grown()[i];
      double weight = sample.weight(unit);
      double response = (sample.targets(unit) - sums[unit]) / weight;
      gradient += sums[unit];
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
