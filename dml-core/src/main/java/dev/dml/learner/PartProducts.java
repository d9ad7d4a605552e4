package dev.dml.learner;

import dev.dml.data.Division;
import java.util.Arrays;
import java.util.List;

/**
 * Cross products of features and outcomes in each part of a division, in one pass over the rows.
 */
final class PartProducts {

  /** So many blocks are copied at once, because memory is read faster in longer runs. */
  private static final int COPIED_BLOCKS = 8;

  /** So many numbers may be in rows that wait: 4 MiB, twice a core's second cache, was fastest. */
  private static final int WAITING = 1 << 19;

  private final StandardizedFeatures features;
  private final Division division;
  private final List<? extends Outcome> outcomes;
  private final int width;
  private final int blockRows;

  /** A pass over all features and some outcomes, in this order. */
  PartProducts(StandardizedFeatures features, Division division, List<? extends Outcome> outcomes) {
    this.features = features;
    this.division = division;
    this.outcomes = outcomes;
    this.width = features.size() + outcomes.size();
    this.blockRows = blockRows(width);
  }

  /** The columns of a block, and the rows collected for a part, stay in a core's cache. */
  private static int blockRows(int width) {
    return TiledTriangle.padded(Math.clamp(8192 / width, 16, 256));
  }

  /** How many numbers of so many columns wait in each part to be added, at the most. */
  static long waitingNumbers(int width) {
    return 2L * blockRows(width) * TiledTriangle.padded(width);
  }

  /**
   * Sums the products.
   *
   * @param wanted in which parts; the results for the others are null
   * @param first the first column whose products with the columns before it are wanted
   */
  CrossProducts[] sum(boolean[] wanted, int first) {
    CrossProducts[] sums = new CrossProducts[wanted.length];
    int count = 0;
    for (int part = 0; part < wanted.length; part++) {
      if (wanted[part]) {
        sums[part] = new CrossProducts(width);
        count++;
      }
    }
    if (count > 0) {
      new Pass(sums, count, first).run();
    }
    return sums;
  }

  /** One pass over the rows, each of which waits until there are some of its part. */
  private final class Pass {

    private final CrossProducts[] sums;
    private final int first;
    private final int mostWaiting;
    private final double[][][] waiting;
    private final int[] counts;
    private final double[][] columns;
    private final double[][] rows = new double[blockRows][];
    private final double[] unwanted;

    /** Rows that wait nowhere; the last one that was left is the first to be used again. */
    private final double[][] free;

    private int freeRows;

    Pass(CrossProducts[] sums, int wanted, int first) {
      int padded = TiledTriangle.padded(width);
      this.sums = sums;
      this.first = first;
      this.mostWaiting =
          Math.clamp(WAITING / padded / wanted, 4, blockRows)
              / TiledTriangle.TILE
              * TiledTriangle.TILE;
      this.waiting = new double[sums.length][mostWaiting][];
      this.counts = new int[sums.length];
      this.columns = new double[padded][COPIED_BLOCKS * blockRows];
      this.unwanted = new double[padded];
      this.free = new double[wanted * (mostWaiting - 1) + blockRows + 1][padded];
      this.freeRows = free.length;
    }

    void run() {
      for (int from = 0; from < division.rows(); from += blockRows) {
        int offset = from % columns[0].length;
        if (offset == 0) {
          copy(from, Math.min(columns[0].length, division.rows() - from), columns);
        }
        block(from, offset, Math.min(blockRows, division.rows() - from));
      }
      for (int part = 0; part < sums.length; part++) {
        if (sums[part] != null) {
          add(part);
        }
      }
    }

    /** A method of its own, so that it is compiled once and not for a call that runs long. */
    private void block(int from, int offset, int count) {
      for (int i = 0; i < count; i++) {
        rows[i] = sums[division.part(from + i)] == null ? unwanted : free[--freeRows];
      }
      transpose(columns, offset, rows, count);
      for (int i = 0; i < count; i++) {
        if (sums[division.part(from + i)] != null) {
          await(division.part(from + i), rows[i]);
        }
      }
    }

    private void await(int part, double[] row) {
      waiting[part][counts[part]++] = row;
      if (counts[part] == mostWaiting) {
        add(part);
      }
    }

    private void add(int part) {
      double[][] rows = waiting[part];
      int count = counts[part];
      // What completes the last tile is set to zero and read, so one row will do for all of it.
      Arrays.fill(rows, count, TiledTriangle.padded(count), free[0]);
      sums[part].addRows(rows, count, first);
      System.arraycopy(rows, 0, free, freeRows, count);
      freeRows += count;
      counts[part] = 0;
    }
  }

  private void copy(int from, int count, double[][] columns) {
    for (int j = 0; j < width; j++) {
      if (j < features.size()) {
        features.copy(j, from, count, columns[j]);
      } else {
        outcomes.get(j - features.size()).copy(from, count, columns[j]);
      }
    }
  }

  /** Four columns at a time, so that each row is looked up once for four. */
  static void transpose(double[][] columns, int offset, double[][] targets, int count) {
    for (int j = 0; j < columns.length; j += 4) {
      double[] c0 = columns[j];
      double[] c1 = columns[j + 1];
      double[] c2 = columns[j + 2];
      double[] c3 = columns[j + 3];
      for (int i = 0; i < count; i++) {
        double[] target = targets[i];
        target[j] = c0[offset + i];
        target[j + 1] = c1[offset + i];
        target[j + 2] = c2[offset + i];
        target[j + 3] = c3[offset + i];
      }
    }
  }

  /** The values of an outcome in successive rows, standardised or centred as it may be. */
  interface Outcome {
    /** Copies {@code count} values from a row on. */
    void copy(int from, int count, double[] into);
  }
}
