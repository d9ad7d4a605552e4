package dev.dml.learner.tree.bins;

import dev.dml.data.Column;
import java.util.Arrays;

/**
 * Where the values of a column stand among its distinct values, for a column whose bins hold more
 * than one value each: rank 0 is the smallest, and equal values share a rank. The values are those
 * of all rows, or of some units alone.
 */
final class Ranks {

  /** Fewer would make the search between bins longer; more, that inside them worse. */
  private static final int UNITS_OF_BIN = 12;

  private static final int FEWEST_BINS = 32;

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

  private Ranks(Column column, int[] byRow, int[] rows, int[] firsts) {
    this.column = column;
    this.byRow = byRow;
    this.rows = rows;
    this.firsts = firsts;
  }

  /**
   * The ranks among the values of some units, in bins of about equally many units, {@value
   * #UNITS_OF_BIN} if there are then at least {@value #FEWEST_BINS} and at most {@link Bins#LIMIT}
   * bins. Equal values share a bin, and what is left is spread evenly over the bins that are left.
   *
   * @param sorted all units
   * @param ranks of all units, here
   * @param place the number of each unit among the some, -1 for the others
   * @param codes the bin of each of the some, which is set
   */
  Ranks within(SortedUnits sorted, int[] ranks, int[] place, byte[] codes) {
    int bins = Math.clamp(codes.length / UNITS_OF_BIN, FEWEST_BINS, Bins.LIMIT);
    int[] ranksWithin = new int[codes.length];
    int[] rowsWithin = new int[codes.length];
    int[] firstsWithin = new int[firsts.length];
    Arrays.fill(firstsWithin, Integer.MAX_VALUE);
    firstsWithin[0] = 0;
    int distinct = 0;
    int bin = 0;
    int end = Math.max(1, codes.length / bins);
    int met = 0;
    int last = -1;
    for (int unit : sorted.units()) {
      int member = place[unit];
      if (member >= 0) {
        if (ranks[unit] != last) {
          last = ranks[unit];
          if (met >= end && bin < bins - 1) {
            firstsWithin[++bin] = distinct;
            end = met + Math.max(1, (codes.length - met) / (bins - bin));
          }
          rowsWithin[distinct++] = rows[last];
        }
        ranksWithin[member] = distinct - 1;
        codes[member] = (byte) bin;
        met++;
      }
    }
    firstsWithin[bin + 1] = distinct;
    return new Ranks(column, ranksWithin, Arrays.copyOf(rowsWithin, distinct), firstsWithin);
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

  /** The rank of every row, or of every one of some units; shared, not to be changed. */
  int[] byRow() {
    return byRow;
  }

  /** The lowest rank in a bin; for the number of bins, that of values. */
  int first(int bin) {
    return firsts[bin];
  }

  /** The number of bins. */
  int bins() {
    return bin(rows.length - 1) + 1;
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
