package dev.dml.learner;

import java.util.Arrays;

/**
 * The sums and the sums of products of all columns of {@code [X y]}, standardised, over some rows.
 *
 * <p>Those of a training set without a fold are those of the whole less those of the fold. Nothing
 * of weight cancels there, because the columns are centred and scaled over the whole.
 */
final class CrossProducts {

  private final double[] sums;

  private final TiledTriangle products;

  /** The weights of rows, as many as were ever added at once. */
  private double[] ones = new double[0];

  private int rows;

  /** The sums over no rows. */
  CrossProducts(int columns) {
    this.sums = new double[columns];
    this.products = new TiledTriangle(columns);
  }

  /**
   * Adds rows, each in an array of its own. A product is summed in the order of the rows, however
   * they are divided among calls.
   *
   * @param block rows of length {@link TiledTriangle#padded} of the number of columns, in an array
   *     of such a length; those that complete the last tile are overwritten by zeros
   * @param count how many rows count
   * @param first the first column whose products with the columns before it are wanted
   */
  void addRows(double[][] block, int count, int first) {
    for (int i = 0; i < count; i++) {
      Vectors.add(1, block[i], sums, sums.length);
    }
    int padded = TiledTriangle.padded(count);
    for (int i = count; i < padded; i++) {
      Arrays.fill(block[i], 0);
    }
    if (ones.length < padded) {
      ones = new double[padded];
      Arrays.fill(ones, 1);
    }
    products.add(block, ones, count, first);
    rows += count;
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
      double[] row = products.row(k);
      double[] otherRow = other.products.row(k);
      double[] combined = result.products.row(k);
      for (int j = 0; j <= k; j++) {
        combined[j] = row[j] + sign * otherRow[j];
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
    return products.get(k, j);
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
    double product = k >= j ? products.get(k, j) : products.get(j, k);
    return product / rows - mean(k) * mean(j);
  }

  /**
   * The correlations of a column with those before it.
   *
   * @param means the means of at least these columns
   * @param inverses one by their standard deviations; 0 for 0
   */
  void correlate(int k, double[] means, double[] inverses, double[] correlations) {
    double[] row = products.row(k);
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
    double[] inner = new double[products.paddedSize()];
    double[] padded = Arrays.copyOf(coefficients, inner.length);
    for (int k = 0; k < y; k += TiledTriangle.TILE) {
      Vectors.addFour(
          padded,
          k,
          products.row(k),
          products.row(k + 1),
          products.row(k + 2),
          products.row(k + 3),
          inner,
          k);
    }
    for (int k = 0; k < y; k++) {
      double[] row = products.row(k);
      for (int j = k / TiledTriangle.TILE * TiledTriangle.TILE; j < k; j++) {
        inner[j] += coefficients[k] * row[j];
      }
    }
    double total = product(y, y) - 2 * intercept * sums[y] + rows * intercept * intercept;
    for (int k = 0; k < y; k++) {
      double b = coefficients[k];
      total += b * (2 * (inner[k] + intercept * sums[k] - product(y, k)) + b * product(k, k));
    }
    return total;
  }
}
