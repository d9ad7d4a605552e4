package dev.dml.learner;

import dev.dml.data.Rows;
import java.util.Arrays;

/**
 * Some rows of standardised columns, each followed by a 1 for the intercept, in blocks, for whoever
 * reads them many times.
 *
 * <p>They are kept, if they take {@value #MOST_KEPT} numbers (64 MiB) at the most, or else gathered
 * again whenever they are read. Rows of several samples are kept side by side: an L1 penalty's
 * cross-validation has three, all training rows, those outside a fold, and those of the fold, which
 * are twice the training rows together and 192 MiB at the most. All this is for one running task.
 */
final class StandardizedRows {

  /** The number of rows of a block but the last. */
  static final int BLOCK = 128;

  /** So many rows are gathered at once, because memory is read faster in longer runs. */
  private static final int GATHERED = 8 * BLOCK;

  static final long MOST_KEPT = 1 << 23;

  private final StandardizedFeatures features;
  private final Rows rows;
  private final int width;
  private final double[][][] kept;
  private double[][] columns;
  private final double[][][] gathered = new double[GATHERED / BLOCK][][];
  private int firstGathered = -1;

  /** Rows of some columns. */
  StandardizedRows(StandardizedFeatures features, Rows rows) {
    this(features, rows, MOST_KEPT);
  }

  /** Rows of some columns, which are kept if they take so many numbers at the most. */
  StandardizedRows(StandardizedFeatures features, Rows rows, long mostKept) {
    this.features = features;
    this.rows = rows;
    this.width = TiledTriangle.padded(features.size() + 1);
    this.kept = (long) rows.size() * width <= mostKept ? new double[blocks()][][] : null;
  }

  /** The number of blocks. */
  int blocks() {
    return (rows.size() + BLOCK - 1) / BLOCK;
  }

  /** The number of rows of a block. */
  int count(int block) {
    return Math.min(BLOCK, rows.size() - block * BLOCK);
  }

  /**
   * A block: {@value #BLOCK} rows, of which those beyond its number of rows are 0. A row has the
   * columns, a 1, and then zeros to the next multiple of a tile. Not to be written to, and valid
   * until the next call.
   */
  double[][] block(int block) {
    int first = block - block % (GATHERED / BLOCK);
    if (kept == null) {
      if (firstGathered != first) {
        firstGathered = first;
        gather(first, gathered, 0);
      }
      return gathered[block - first];
    }
    if (kept[block] == null) {
      gather(first, kept, first);
    }
    return kept[block];
  }

  private void gather(int firstBlock, double[][][] into, int position) {
    int from = firstBlock * BLOCK;
    int count = Math.min(GATHERED, rows.size() - from);
    if (columns == null) {
      columns = new double[width][GATHERED];
      Arrays.fill(columns[features.size()], 1);
    }
    features.gather(rows, from, count, columns);
    for (int done = 0; done < count; done += BLOCK) {
      int number = position + done / BLOCK;
      if (into[number] == null) {
        into[number] = new double[BLOCK][width];
      }
      int used = Math.min(BLOCK, count - done);
      PartProducts.transpose(columns, done, into[number], used);
      for (int i = used; i < BLOCK; i++) {
        Arrays.fill(into[number][i], 0);
      }
    }
  }
}
