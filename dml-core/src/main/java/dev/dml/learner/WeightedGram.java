package dev.dml.learner;

import java.util.Arrays;

/**
 * The matrix {@code X'WX} of the weighted sums of products of columns over rows that arrive in
 * blocks.
 *
 * <p>Eight rows are added at once, so that an element is loaded and stored once for all of them;
 * the products run along the rows of the matrix, where they fill a vector register. Every element
 * is a sum in the order of the rows.
 */
final class WeightedGram {

  private static final int ROWS_AT_ONCE = 8;
  private static final int BLOCK = 128;

  private final int columns;
  private final double[][] lower;
  private final double[][] block;
  private final double[] weight = new double[BLOCK];

  /** The matrix over no rows. */
  WeightedGram(int columns) {
    this.columns = columns;
    this.lower = new double[columns][];
    for (int k = 0; k < columns; k++) {
      lower[k] = new double[k + 1];
    }
    this.block = new double[BLOCK][columns];
  }

  /** The element of row k and column {@code j <= k}. */
  double get(int k, int j) {
    return lower[k][j];
  }

  /** The lower triangle, as new arrays. */
  double[][] triangle() {
    double[][] copy = new double[columns][];
    Arrays.setAll(copy, k -> lower[k].clone());
    return copy;
  }

  /**
   * Adds rows.
   *
   * @param values one array per column
   * @param weights the weight of each row
   * @param count how many leading values of each array count
   */
  void add(double[][] values, double[] weights, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      int here = Math.min(BLOCK, count - from);
      for (int j = 0; j < columns; j++) {
        for (int i = 0; i < here; i++) {
          block[i][j] = values[j][from + i];
        }
      }
      Arrays.fill(weight, here, BLOCK, 0);
      System.arraycopy(weights, from, weight, 0, here);
      for (int i = 0; i < here; i += ROWS_AT_ONCE) {
        addRows(i);
      }
    }
  }

  /** Adds eight rows; those that are left over from before have weight 0. */
  private void addRows(int i) {
    double[] x0 = block[i];
    double[] x1 = block[i + 1];
    double[] x2 = block[i + 2];
    double[] x3 = block[i + 3];
    double[] x4 = block[i + 4];
    double[] x5 = block[i + 5];
    double[] x6 = block[i + 6];
    double[] x7 = block[i + 7];
    for (int k = 0; k < columns; k++) {
      double[] row = lower[k];
      double a0 = weight[i] * x0[k];
      double a1 = weight[i + 1] * x1[k];
      double a2 = weight[i + 2] * x2[k];
      double a3 = weight[i + 3] * x3[k];
      double a4 = weight[i + 4] * x4[k];
      double a5 = weight[i + 5] * x5[k];
      double a6 = weight[i + 6] * x6[k];
      double a7 = weight[i + 7] * x7[k];
      for (int j = 0; j <= k; j++) {
        double later = Math.fma(a4, x4[j], Math.fma(a5, x5[j], Math.fma(a6, x6[j], a7 * x7[j])));
        row[j] =
            Math.fma(
                    a0,
                    x0[j],
                    Math.fma(a1, x1[j], Math.fma(a2, x2[j], Math.fma(a3, x3[j], row[j]))))
                + later;
      }
    }
  }
}
