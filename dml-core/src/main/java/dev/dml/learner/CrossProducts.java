package dev.dml.learner;

import java.util.Arrays;

/**
 * The sums and the sums of products of all columns of {@code [X y]}, standardised, over some rows.
 *
 * <p>Those of a training set without a fold are those of the whole less those of the fold. Nothing
 * of weight cancels there, because the columns are centred and scaled over the whole.
 */
final class CrossProducts {

  /** The side of a tile: so many rows of data meet so many rows of the triangle at once. */
  private static final int TILE = 4;

  private final double[] sums;

  /**
   * The lower triangle: row k holds the products of column k with columns 0 to k, and then others
   * up to the end of its tile.
   */
  private final double[][] products;

  private int rows;

  /** The sums over no rows. */
  CrossProducts(int columns) {
    this.sums = new double[columns];
    this.products = triangle(columns);
  }

  /** The number that completes the last tile. */
  static int padded(int count) {
    return (count + TILE - 1) / TILE * TILE;
  }

  /**
   * Adds rows, each in an array of its own. A product is summed in the order of the rows, however
   * they are divided among calls.
   *
   * @param block rows of length {@link #padded} of the number of columns, in an array of such a
   *     length; those that complete the last tile are overwritten by zeros
   * @param count how many rows count
   * @param first the first column whose products with the columns before it are wanted
   */
  void addRows(double[][] block, int count, int first) {
    for (int i = 0; i < count; i++) {
      Vectors.add(1, block[i], sums, sums.length);
    }
    for (int i = count; i < padded(count); i++) {
      Arrays.fill(block[i], 0);
    }
    double[] ones = new double[padded(count)];
    Arrays.fill(ones, 1);
    addProducts(products, block, ones, count, first);
    rows += count;
  }

  /**
   * Adds the products of rows, each times a weight, but not their sums.
   *
   * @param block as for {@link #addRows}; rows that complete the last tile must be 0
   * @param weights the weights of the rows, and 0 for those that complete the last tile
   */
  void addWeighted(double[][] block, double[] weights, int count) {
    addProducts(products, block, weights, count, 0);
    rows += count;
  }

  /** A lower triangle of zeros, the rows of which go to the end of their tiles. */
  static double[][] triangle(int columns) {
    double[][] triangle = new double[padded(columns)][];
    for (int k = 0; k < triangle.length; k++) {
      triangle[k] = new double[padded(k + 1)];
    }
    return triangle;
  }

  /** Adds the weighted products of rows to a triangle; see {@link #addWeighted}. */
  static void addProducts(
      double[][] triangle, double[][] block, double[] weights, int count, int first) {
    for (int k = first / TILE * TILE; k < triangle.length; k += TILE) {
      for (int i = 0; i < count; i += TILE) {
        addTile(triangle, block, weights, i, k);
      }
    }
  }

  /**
   * Adds four rows of data to four rows of the triangle, so that each number is loaded once for
   * four products. The compiler turns the loop into vector instructions only if the numbers are
   * used in the order in which they are loaded: three times as fast.
   */
  private static void addTile(
      double[][] triangle, double[][] block, double[] weights, int i, int k) {
    double[] x0 = block[i];
    double[] x1 = block[i + 1];
    double[] x2 = block[i + 2];
    double[] x3 = block[i + 3];
    double w0 = weights[i];
    double w1 = weights[i + 1];
    double w2 = weights[i + 2];
    double w3 = weights[i + 3];
    double[] row0 = triangle[k];
    double[] row1 = triangle[k + 1];
    double[] row2 = triangle[k + 2];
    double[] row3 = triangle[k + 3];
    double a00 = w0 * x0[k];
    double a01 = w1 * x1[k];
    double a02 = w2 * x2[k];
    double a03 = w3 * x3[k];
    double a10 = w0 * x0[k + 1];
    double a11 = w1 * x1[k + 1];
    double a12 = w2 * x2[k + 1];
    double a13 = w3 * x3[k + 1];
    double a20 = w0 * x0[k + 2];
    double a21 = w1 * x1[k + 2];
    double a22 = w2 * x2[k + 2];
    double a23 = w3 * x3[k + 2];
    double a30 = w0 * x0[k + 3];
    double a31 = w1 * x1[k + 3];
    double a32 = w2 * x2[k + 3];
    double a33 = w3 * x3[k + 3];
    for (int j = 0; j < row0.length; j++) {
      double z0 = x0[j];
      double z1 = x1[j];
      double z2 = x2[j];
      double z3 = x3[j];
      double sum0 =
          Math.fma(a03, z3, Math.fma(a02, z2, Math.fma(a01, z1, Math.fma(a00, z0, row0[j]))));
      double sum1 =
          Math.fma(a13, z3, Math.fma(a12, z2, Math.fma(a11, z1, Math.fma(a10, z0, row1[j]))));
      double sum2 =
          Math.fma(a23, z3, Math.fma(a22, z2, Math.fma(a21, z1, Math.fma(a20, z0, row2[j]))));
      double sum3 =
          Math.fma(a33, z3, Math.fma(a32, z2, Math.fma(a31, z1, Math.fma(a30, z0, row3[j]))));
      row0[j] = sum0;
      row1[j] = sum1;
      row2[j] = sum2;
      row3[j] = sum3;
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

  /** The lower triangle of the products, as new arrays. */
  double[][] triangle() {
    double[][] triangle = new double[sums.length][];
    Arrays.setAll(triangle, k -> Arrays.copyOf(products[k], k + 1));
    return triangle;
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

  /** The sum of a column. */
  double sum(int column) {
    return sums[column];
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
   * The correlations of a column with those before it.
   *
   * @param means the means of at least these columns
   * @param inverses one by their standard deviations; 0 for 0
   */
  void correlate(int k, double[] means, double[] inverses, double[] correlations) {
    double[] row = products[k];
    double scale = inverses[k] / rows;
    double mean = means[k] * rows;
    for (int j = 0; j < k; j++) {
      correlations[j] = Math.fma(-mean, means[j], row[j]) * (scale * inverses[j]);
    }
  }

  /**
   * The sum over the rows of {@code (y - intercept - x'b)^2}.
   *
   * @param coefficients one for each column but {@code y}
   */
  double squaredErrors(double intercept, double[] coefficients) {
    int y = coefficients.length;
    double[] inner = new double[products.length];
    double[] padded = Arrays.copyOf(coefficients, products.length);
    for (int k = 0; k < y; k += TILE) {
      Vectors.addFour(
          padded, k, products[k], products[k + 1], products[k + 2], products[k + 3], inner, k);
    }
    for (int k = 0; k < y; k++) {
      for (int j = k / TILE * TILE; j < k; j++) {
        inner[j] += coefficients[k] * products[k][j];
      }
    }
    double total = products[y][y] - 2 * intercept * sums[y] + rows * intercept * intercept;
    for (int k = 0; k < y; k++) {
      double b = coefficients[k];
      total += b * (2 * (inner[k] + intercept * sums[k] - products[y][k]) + b * products[k][k]);
    }
    return total;
  }
}
