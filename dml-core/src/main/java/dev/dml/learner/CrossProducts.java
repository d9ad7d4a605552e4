package dev.dml.learner;

import dev.dml.data.Rows;

/**
 * The sums and the sums of products of all columns of {@code [X y]}, standardised, over some rows.
 *
 * <p>Those of a training set without a fold are those of the whole less those of the fold. Nothing
 * of weight cancels there, because the columns are centred and scaled over the whole.
 */
final class CrossProducts {

  private static final int ROWS_AT_ONCE = 8;
  private static final int BLOCK = 128;

  private final double[] sums;

  /** The lower triangle: row k holds the products of column k with columns 0 to k. */
  private final double[][] products;

  private final double[][] block;
  private int rows;

  /** The sums over no rows. */
  CrossProducts(int columns) {
    this.sums = new double[columns];
    this.products = new double[columns][];
    for (int k = 0; k < columns; k++) {
      products[k] = new double[k + 1];
    }
    this.block = new double[BLOCK][columns];
  }

  /** The sums over some rows of standardised data, the outcome last. */
  static CrossProducts of(StandardizedFeatures features, StandardizedOutcome outcome, Rows rows) {
    int y = features.size();
    CrossProducts result = new CrossProducts(y + 1);
    double[][] columns = new double[y + 1][BLOCK];
    for (int from = 0; from < rows.size(); from += BLOCK) {
      int count = Math.min(BLOCK, rows.size() - from);
      features.gather(rows, from, count, columns);
      outcome.gather(rows, from, count, columns[y]);
      result.add(columns, count);
    }
    return result;
  }

  /**
   * Adds rows.
   *
   * @param columns one array per column
   * @param count how many leading values of each array count
   */
  void add(double[][] columns, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      int here = Math.min(BLOCK, count - from);
      for (int j = 0; j < sums.length; j++) {
        for (int i = 0; i < BLOCK; i++) {
          block[i][j] = i < here ? columns[j][from + i] : 0;
        }
      }
      for (int i = 0; i < here; i += ROWS_AT_ONCE) {
        addRows(i);
      }
    }
    rows += count;
  }

  /** Adds eight rows at once, so that each product is loaded and stored once for all of them. */
  private void addRows(int first) {
    double[] x0 = block[first];
    double[] x1 = block[first + 1];
    double[] x2 = block[first + 2];
    double[] x3 = block[first + 3];
    double[] x4 = block[first + 4];
    double[] x5 = block[first + 5];
    double[] x6 = block[first + 6];
    double[] x7 = block[first + 7];
    for (int k = 0; k < products.length; k++) {
      double[] row = products[k];
      double a0 = x0[k];
      double a1 = x1[k];
      double a2 = x2[k];
      double a3 = x3[k];
      double a4 = x4[k];
      double a5 = x5[k];
      double a6 = x6[k];
      double a7 = x7[k];
      for (int j = 0; j <= k; j++) {
        row[j] +=
            ((a0 * x0[j] + a1 * x1[j]) + (a2 * x2[j] + a3 * x3[j]))
                + ((a4 * x4[j] + a5 * x5[j]) + (a6 * x6[j] + a7 * x7[j]));
      }
      sums[k] += ((a0 + a1) + (a2 + a3)) + ((a4 + a5) + (a6 + a7));
    }
  }

  /** The sums over the rows of both. */
  CrossProducts plus(CrossProducts other) {
    return combined(rows + other.rows, 1, other);
  }

  /** The sums over these rows without those of the other, which are among them. */
  CrossProducts minus(CrossProducts other) {
    return combined(rows - other.rows, -1, other);
  }

  private CrossProducts combined(int combinedRows, double sign, CrossProducts other) {
    CrossProducts result = new CrossProducts(sums.length);
    result.rows = combinedRows;
    for (int k = 0; k < sums.length; k++) {
      result.sums[k] = sums[k] + sign * other.sums[k];
      for (int j = 0; j <= k; j++) {
        result.products[k][j] = products[k][j] + sign * other.products[k][j];
      }
    }
    return result;
  }

  /** The number of rows. */
  int rows() {
    return rows;
  }

  /** The sum of the products of two columns, {@code j <= k}. */
  double product(int k, int j) {
    return products[k][j];
  }

  /** The number of columns, {@code y} included; it is the last. */
  int columns() {
    return sums.length;
  }

  /** The mean of a column. */
  double mean(int column) {
    return sums[column] / rows;
  }

  /** The covariance of two columns (divisor n). */
  double covariance(int k, int j) {
    double product = k >= j ? products[k][j] : products[j][k];
    return product / rows - mean(k) * mean(j);
  }

  /**
   * The sum over the rows of {@code (y - intercept - x'b)^2}.
   *
   * @param coefficients one for each column but {@code y}
   */
  double squaredErrors(double intercept, double[] coefficients) {
    int y = coefficients.length;
    double total = products[y][y] - 2 * intercept * sums[y] + rows * intercept * intercept;
    for (int k = 0; k < y; k++) {
      double b = coefficients[k];
      if (b != 0) {
        double inner = Vectors.dot(products[k], coefficients, k);
        total += b * (2 * (inner + intercept * sums[k] - products[y][k]) + b * products[k][k]);
      }
    }
    return total;
  }
}
