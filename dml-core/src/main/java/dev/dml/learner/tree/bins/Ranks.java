package dev.dml.learner.tree.bins;

import dev.dml.data.Column;
import java.util.Arrays;

/**
 * Where the values of a column stand among its distinct values, for a column whose bins hold more
 * than one value each: rank 0 is the smallest, and equal values share a rank.
 */
final class Ranks {

  private final Column column;
  private final int[] byRow;
  private final int[] rows;
  private final int[] firsts;

  /**
   * @param sorted the values in order
   * @param ends for each bin, how many of them lie in it or below
   * @param codes the bin of every row
   */
  Ranks(Column column, double[] sorted, int[] ends, byte[] codes) {
    this.column = column;
    firsts = new int[256];
    Arrays.fill(firsts, Integer.MAX_VALUE);
    firsts[0] = 0;
    double[] distinct = new double[sorted.length];
    int found = 0;
    for (int bin = 0, i = 0; bin < ends.length; bin++) {
      for (; i < ends[bin]; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          distinct[found++] = sorted[i];
        }
      }
      firsts[bin + 1] = found;
    }
    rows = new int[found];
    byRow = new int[codes.length];
    for (int row = 0; row < byRow.length; row++) {
      int bin = codes[row] & 0xFF;
      byRow[row] = rank(distinct, firsts[bin], firsts[bin + 1], column.get(row));
      rows[byRow[row]] = row;
    }
  }

  private static int rank(double[] distinct, int from, int to, double value) {
    int low = from;
    int high = to - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (distinct[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The number of distinct values. */
  int size() {
    return rows.length;
  }

  /** The rank of every row; shared, not to be changed. */
  int[] byRow() {
    return byRow;
  }

  /** The lowest rank in a bin; for the number of bins, that of values. */
  int first(int bin) {
    return firsts[bin];
  }

  /** The bin of a rank, by bisection without branches. */
  int bin(int rank) {
    int bin = 0;
    for (int step = 128; step > 0; step >>= 1) {
      bin += firsts[bin + step] <= rank ? step : 0;
    }
    return bin;
  }

  /** The value of a rank. */
  double value(int rank) {
    return column.get(rows[rank]);
  }
}
