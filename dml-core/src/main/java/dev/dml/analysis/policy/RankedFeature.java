package dev.dml.analysis.policy;

import dev.dml.data.Column;
import java.util.Arrays;

/**
 * A feature by the cut points between its values: each row is in one of some bins, which ascend.
 *
 * @param column the feature
 * @param bins how many there are
 * @param bin the 0-based bin of each row
 */
// Large, made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record RankedFeature(Column column, int bins, int[] bin) {

  /**
   * A feature with at most so many cut points, at quantiles where it has more.
   *
   * @param cuts at least 1
   */
  static RankedFeature of(Column column, int cuts) {
    double[] sorted = column.toArray();
    Arrays.sort(sorted);
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    double[] first = distinct.length - 1 <= cuts ? distinct : beginnings(sorted, cuts + 1);
    int[] bin = new int[sorted.length];
    for (int row = 0; row < bin.length; row++) {
      int found = Arrays.binarySearch(first, column.get(row));
      bin[row] = found >= 0 ? found : -found - 2;
    }
    return new RankedFeature(column, first.length, bin);
  }

  /** The smallest value of each of some bins with about as many rows. */
  private static double[] beginnings(double[] sorted, int bins) {
    double[] beginnings = new double[bins];
    for (int b = 0; b < bins; b++) {
      beginnings[b] = sorted[(int) ((long) b * sorted.length / bins)];
    }
    return Arrays.stream(beginnings).distinct().toArray();
  }

  /** The number of different values of a column. */
  static int distinct(Column column) {
    return (int) Arrays.stream(column.toArray()).distinct().count();
  }

  /** The middle between the values of some rows on both sides of a cut behind a bin. */
  double threshold(int[] rows, int lastBin) {
    double below = Double.NEGATIVE_INFINITY;
    double above = Double.POSITIVE_INFINITY;
    for (int row : rows) {
      double value = column.get(row);
      if (bin[row] <= lastBin) {
        below = Math.max(below, value);
      } else {
        above = Math.min(above, value);
      }
    }
    double middle = below / 2 + above / 2;
    return middle < above ? middle : below;
  }

  /** Some rows in the order of their bins, those of a bin in their own order. */
  int[] sorted(int[] rows) {
    int[] next = new int[bins + 1];
    for (int row : rows) {
      next[bin[row] + 1]++;
    }
    for (int b = 0; b < bins; b++) {
      next[b + 1] += next[b];
    }
    int[] sorted = new int[rows.length];
    for (int row : rows) {
      sorted[next[bin[row]]++] = row;
    }
    return sorted;
  }
}
