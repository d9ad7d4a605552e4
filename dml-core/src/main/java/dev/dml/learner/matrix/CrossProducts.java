package dev.dml.learner.matrix;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sums and the sums of products of all columns of {@code [X y]}, standardised, over some rows,
 * each with its weight.
 *
 * <p>Those of a training set without a fold are those of the whole less those of the fold. Nothing
 * of weight cancels there, because the columns are centred and scaled over the whole.
 */
public final class CrossProducts {

  /** So many rows may be added at once. */
  static final int MOST_ROWS = 256;

  private final double[] sums;

  private final TiledTriangle products;

  /** The sum of the weights of the rows. */
  private double rows;

  /** The sums over no rows. */
  CrossProducts(int columns) {
    this.sums = new double[columns];
    this.products = new TiledTriangle(columns);
  }

  private CrossProducts(double[] sums, TiledTriangle products) {
    this.sums = sums;
    this.products = products;
  }

  /**
   * Adds rows, each in an array of its own. A product is summed in the order of the rows, however
   * they are divided among calls.
   *
   * @param block at most {@value #MOST_ROWS} rows of length {@link TiledTriangle#padded} of the
   *     number of columns, in an array of such a length; those that complete the last tile are
   *     overwritten by zeros
   * @param weights the weight of each row
   * @param count how many rows count
   * @param first the first column whose products with the columns before it are wanted
   * @param band which of the {@code bands} into which the products are divided: different ones may
   *     be added to at once
   */
  void addRows(double[][] block, double[] weights, int count, int first, int band, int bands) {
    int padded = TiledTriangle.padded(count);
    for (int i = count; i < padded; i++) {
      Arrays.fill(block[i], 0);
    }
    if (band == 0) {
      for (int i = 0; i < count; i++) {
        Vectors.add(weights[i], block[i], sums, sums.length);
        rows += weights[i];
      }
    }
    products.add(block, weights, count, first, band, bands);
  }

  /** The sums over the rows of both. */
  public CrossProducts plus(CrossProducts other) {
    return combined(rows + other.rows, 1, other);
  }

  /** The sums over these rows without those of the other, which are among them. */
  public CrossProducts minus(CrossProducts other) {
    return combined(rows - other.rows, -1, other);
  }

  private CrossProducts combined(double combinedRows, double sign, CrossProducts other) {
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

  /**
   * The sums over all sets of rows but one: of those before it, and of those after it from the last
   * one on.
   *
   * @param sets the sums over each set; that which is left out may be null
   * @param columns how many leading columns are wanted
   */
  public static CrossProducts others(CrossProducts[] sets, int leftOut, int columns) {
    CrossProducts result = new CrossProducts(columns);
    for (int k = -1; k < columns; k++) {
      int length = k < 0 ? columns : k + 1;
      double @Nullable [] before = null;
      double @Nullable [] after = null;
      for (int set = 0; set < leftOut; set++) {
        before = sum(before, sets[set].line(k), length);
      }
      for (int set = sets.length - 1; set > leftOut; set--) {
        after = sum(sets[set].line(k), after, length);
      }
      System.arraycopy(sum(before, after, length), 0, result.line(k), 0, length);
    }
    for (int set = 0; set < sets.length; set++) {
      result.rows += set == leftOut ? 0 : sets[set].rows;
    }
    return result;
  }

  /** Replaces in all sets at once the sums over its rows by those that {@link #others} gives. */
  public static void replaceByOthers(CrossProducts[] sets, int columns) {
    double[][] after = new double[sets.length + 1][];
    for (int k = -1; k < columns; k++) {
      int length = k < 0 ? columns : k + 1;
      for (int set = sets.length - 1; set > 0; set--) {
        after[set] = sum(sets[set].line(k), after[set + 1], length);
      }
      double @Nullable [] before = null;
      for (int set = 0; set < sets.length; set++) {
        double[] line = sets[set].line(k);
        double[] others = sum(before, after[set + 1], length);
        before = set == 0 ? Arrays.copyOf(line, length) : sum(before, line, length);
        System.arraycopy(others, 0, line, 0, length);
      }
    }
    double all = 0;
    for (CrossProducts set : sets) {
      all += set.rows;
    }
    for (CrossProducts set : sets) {
      set.rows = all - set.rows;
    }
  }

  /** A new array, unless there is but one. */
  private static double[] sum(double @Nullable [] a, double @Nullable [] b, int length) {
    if (a == null || b == null) {
      return Objects.requireNonNull(a == null ? b : a);
    }
    double[] sum = new double[length];
    for (int j = 0; j < length; j++) {
      sum[j] = a[j] + b[j];
    }
    return sum;
  }

  /** Row k of the triangle, or the sums, if k is -1. */
  private double[] line(int k) {
    return k < 0 ? sums : products.row(k);
  }

  /**
   * The leading columns, and one more after them; they are not copied.
   *
   * @param column the products of the new column with each leading column and itself
   * @param sum the sum of the new column
   */
  public CrossProducts with(double[] column, double sum) {
    int k = column.length - 1;
    double[] joinedSums = Arrays.copyOf(sums, k + 1);
    joinedSums[k] = sum;
    CrossProducts joined = new CrossProducts(joinedSums, products.with(column));
    joined.rows = rows;
    return joined;
  }

  /**
   * Adds these sums to others.
   *
   * @param columnSums for the leading columns that are wanted
   * @param triangle the products of these columns, row k up to column k
   */
  public void addTo(double[] columnSums, double[][] triangle) {
    Vectors.add(1, sums, columnSums, columnSums.length);
    for (int k = 0; k < triangle.length; k++) {
      Vectors.add(1, products.row(k), triangle[k], k + 1);
    }
  }

  /** The sum of the weights of the rows, which is their number if all weigh 1. */
  public double rows() {
    return rows;
  }

  /** The sum of the products of two columns, {@code j <= k}. */
  public double product(int k, int j) {
    return products.get(k, j);
  }

  /** The number of columns, {@code y} included; it is the last. */
  public int columns() {
    return sums.length;
  }

  /** The sum of a column. */
  public double sum(int column) {
    return sums[column];
  }

  /** The mean of a column. */
  public double mean(int column) {
    return sums[column] / rows;
  }

  /** The covariance of two columns (divisor n). */
  public double covariance(int k, int j) {
    double product = k >= j ? products.get(k, j) : products.get(j, k);
    return product / rows - mean(k) * mean(j);
  }

  /**
   * The correlations of a column with those before it.
   *
   * @param means the means of at least these columns
   * @param inverses one by their standard deviations; 0 for 0
   */
  public void correlate(int k, double[] means, double[] inverses, double[] correlations) {
    double[] row = products.row(k);
    double scale = inverses[k] / rows;
    double mean = means[k] * rows;
    for (int j = 0; j < k; j++) {
      correlations[j] = Math.fma(-mean, means[j], row[j]) * (scale * inverses[j]);
    }
  }

  /**
   * The sums over the rows of {@code (y - intercept - x'b)^2} for some linear functions, of which
   * four are computed at once, so that the products are read once for four.
   *
   * @param intercepts the intercept of each function
   * @param coefficients for each function one coefficient for each column but {@code y}
   */
  public double[] squaredErrors(double[] intercepts, double[][] coefficients) {
    double[] errors = new double[intercepts.length];
    double[][] four = new double[4][];
    double[][] inner = new double[4][];
    for (int from = 0; from < errors.length; from += 4) {
      int count = Math.min(4, errors.length - from);
      for (int m = 0; m < 4; m++) {
        double[] wanted = coefficients[Math.min(from + m, errors.length - 1)];
        four[m] = Arrays.copyOf(m < count ? wanted : new double[0], products.paddedSize());
        inner[m] = new double[products.paddedSize()];
      }
      int y = sums.length - 1;
      for (int k = 0; k < y; k += TiledTriangle.TILE) {
        products.addBefore(k, four, inner);
      }
      for (int m = 0; m < count; m++) {
        errors[from + m] = squaredErrors(intercepts[from + m], four[m], inner[m]);
      }
    }
    return errors;
  }

  /** The errors of one function, given its products with the columns of later tiles. */
  private double squaredErrors(double intercept, double[] coefficients, double[] inner) {
    int y = sums.length - 1;
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
