package dev.dml.learner.tree.boosting;

import dev.dml.data.Rows;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Draws;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The units of a boosting fit: those that the round's tree is grown on, with the weight and the sum
 * of the targets of their rows, and all others that need a prediction.
 */
final class BoostingSample {

  private final BinnedFeatures x;
  private final double[] y;
  private final Rows fit;
  private final BitSet needed = new BitSet();
  private final int[] weights;
  private final double[] targets;
  private final int[] grown;
  private final int[] others;
  private final int[] sortedGrown;
  private final int[] sortedOthers;
  private int grownSize;
  private int othersSize;
  private int rows;

  /**
   * @param fit the rows to grow trees on
   * @param predicted the rows whose predictions are needed beside
   */
  BoostingSample(BinnedFeatures x, double[] y, Rows fit, Rows... predicted) {
    this.x = x;
    this.y = y;
    this.fit = fit;
    need(fit);
    for (Rows more : predicted) {
      need(more);
    }
    weights = new int[x.units()];
    targets = new double[x.units()];
    grown = new int[Math.min(fit.size(), needed.cardinality())];
    others = new int[needed.cardinality()];
    sortedGrown = new int[grown.length];
    sortedOthers = new int[others.length];
  }

  private void need(Rows more) {
    for (int i = 0; i < more.size(); i++) {
      needed.set(x.unit(more.get(i)));
    }
  }

  /** Takes every row. */
  void takeAll() {
    Arrays.fill(weights, 0);
    Arrays.fill(targets, 0);
    rows = fit.size();
    for (int i = 0; i < fit.size(); i++) {
      take(fit.get(i));
    }
    sort();
  }

  /** Takes some rows at random, by selection sampling. */
  void take(int count, Draws draws) {
    Arrays.fill(weights, 0);
    Arrays.fill(targets, 0);
    rows = count;
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

  private void take(int row) {
    int unit = x.unit(row);
    weights[unit]++;
    targets[unit] += y[row];
  }

  private void sort() {
    grownSize = 0;
    othersSize = 0;
    for (int unit = needed.nextSetBit(0); unit >= 0; unit = needed.nextSetBit(unit + 1)) {
      if (weights[unit] > 0) {
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

  /** The number of rows taken. */
  int rows() {
    return rows;
  }

  /** The number of rows taken that are the unit. */
  int weight(int unit) {
    return weights[unit];
  }

  /** The sum of the targets of those rows. */
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
