package dev.dml.learner.tree.boosting;

import dev.dml.data.Rows;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Draws;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * The units of a boosting fit: those that the round's tree is grown on, with the weight and the sum
 * of the targets of their rows, and all others that need a prediction.
 *
 * <p>A row weighs 1, or its sampling weight divided by the mean of those of the rows to fit. Cuts
 * are compared by whole numbers, for which weights are counted in units.
 */
final class BoostingSample {

  /** So many units of weight leave 15 bits for a target. */
  private static final int MOST_UNITS = 1 << 24;

  /** So many for a row make the rounding of weights as small as that of 15 bits. */
  private static final int FINE_UNITS = 1 << 10;

  private static final int LEAST_UNITS = 8;

  private final BinnedFeatures x;
  private final double[] y;
  private final Rows fit;
  private final Optional<double[]> rowWeights;
  private final double meanWeight;
  private final int unitsOfWeight;
  private final BitSet needed = new BitSet();
  private final int[] units;
  private final double[] weights;
  private final double[] targets;
  private final int[] grown;
  private final int[] others;
  private final int[] sortedGrown;
  private final int[] sortedOthers;
  private int grownSize;
  private int othersSize;
  private long total;
  private double totalWeight;

  /**
   * @param rowWeights the sampling weight of each row; empty if all count alike
   * @param fit the rows to grow trees on
   * @param predicted the rows whose predictions are needed beside
   */
  BoostingSample(
      BinnedFeatures x, double[] y, Optional<double[]> rowWeights, Rows fit, Rows... predicted) {
    this.x = x;
    this.y = y;
    this.fit = fit;
    this.rowWeights = rowWeights;
    this.meanWeight = rowWeights.map(weight -> mean(weight, fit)).orElse(1.0);
    this.unitsOfWeight =
        rowWeights.isEmpty() ? 1 : Math.clamp(MOST_UNITS / fit.size(), LEAST_UNITS, FINE_UNITS);
    need(fit);
    for (Rows more : predicted) {
      need(more);
    }
    units = new int[x.units()];
    weights = new double[rowWeights.isEmpty() ? 0 : x.units()];
    targets = new double[x.units()];
    grown = new int[Math.min(fit.size(), needed.cardinality())];
    others = new int[needed.cardinality()];
    sortedGrown = new int[grown.length];
    sortedOthers = new int[others.length];
  }

  private static double mean(double[] weights, Rows rows) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      sum += weights[rows.get(i)];
    }
    return sum / rows.size();
  }

  private void need(Rows more) {
    for (int i = 0; i < more.size(); i++) {
      needed.set(x.unit(more.get(i)));
    }
  }

  /** Takes every row. */
  void takeAll() {
    forget();
    for (int i = 0; i < fit.size(); i++) {
      take(fit.get(i));
    }
    sort();
  }

  /** Takes some rows at random, by selection sampling. */
  void take(int count, Draws draws) {
    forget();
    int missing = count;
    for (int i = 0; i < fit.size(); i++) {
      int left = fit.size() - i;
      if (missing == left || draws.below(left) < missing) {
        take(fit.get(i));
        missing--;
      }
    }
    sort();
  }

  private void forget() {
    Arrays.fill(units, 0);
    Arrays.fill(weights, 0);
    Arrays.fill(targets, 0);
    total = 0;
    totalWeight = 0;
  }

  private void take(int row) {
    int unit = x.unit(row);
    if (rowWeights.isEmpty()) {
      units[unit]++;
      targets[unit] += y[row];
      total++;
      totalWeight++;
    } else {
      double weight = rowWeights.get()[row] / meanWeight;
      int counted = (int) Math.max(1, Math.rint(weight * unitsOfWeight));
      units[unit] += counted;
      weights[unit] += weight;
      targets[unit] += weight * y[row];
      total += counted;
      totalWeight += weight;
    }
  }

  private void sort() {
    grownSize = 0;
    othersSize = 0;
    for (int unit = needed.nextSetBit(0); unit >= 0; unit = needed.nextSetBit(unit + 1)) {
      if (units[unit] > 0) {
        sortedGrown[grownSize++] = unit;
      } else {
        sortedOthers[othersSize++] = unit;
      }
    }
  }

  /** Puts the units in ascending order again, for the next tree. */
  void restart() {
    System.arraycopy(sortedGrown, 0, grown, 0, grownSize);
    System.arraycopy(sortedOthers, 0, others, 0, othersSize);
  }

  /** How many units of weight a row has on average; 1 if all rows weigh 1. */
  int unitsOfWeight() {
    return unitsOfWeight;
  }

  /** The weight of the rows taken, in units. */
  long total() {
    return total;
  }

  /** The weight of the rows taken. */
  double totalWeight() {
    return totalWeight;
  }

  /** The weight, in units, of the rows taken that are the unit. */
  int units(int unit) {
    return units[unit];
  }

  /** The weight of the rows taken that are the unit. */
  double weight(int unit) {
    return rowWeights.isEmpty() ? units[unit] : weights[unit];
  }

  /** The sum of the targets of those rows, each times its weight. */
  double targets(int unit) {
    return targets[unit];
  }

  /** The units to grow the tree on: the first {@link #grownSize} of the array. */
  int[] grown() {
    return grown;
  }

  /** The number of units to grow the tree on. */
  int grownSize() {
    return grownSize;
  }

  /** The units that are only predicted: the first {@link #othersSize} of the array. */
  int[] others() {
    return others;
  }

  /** The number of units that are only predicted. */
  int othersSize() {
    return othersSize;
  }
}
