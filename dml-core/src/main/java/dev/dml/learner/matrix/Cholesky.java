package dev.dml.learner.matrix;

/** The solution of a positive definite system by Cholesky decomposition. */
public final class Cholesky {

  private static final double SMALLEST_SHARE = 1e-12;

  private Cholesky() {}

  /**
   * Solves {@code A x = b} in place.
   *
   * @param matrix the lower triangle of A; overwritten by its factor
   * @param vector b; overwritten by x, unless A is singular
   * @return whether A is positive definite by a margin above rounding error
   */
  public static boolean solve(double[][] matrix, double[] vector) {
    if (!factor(matrix)) {
      return false;
    }
    substitute(matrix, vector);
    return true;
  }

  /**
   * Overwrites the lower triangle of a matrix by its factor L, {@code A = L L'}.
   *
   * @return whether A is positive definite by a margin above rounding error
   */
  public static boolean factor(double[][] matrix) {
    return factor(matrix, SMALLEST_SHARE);
  }

  /**
   * Factors a matrix in place.
   *
   * @param matrix the lower triangle; overwritten by its factor
   * @param smallestShare the share of its square that a column must keep when it is projected on
   *     the orthogonal complement of the columns before it
   * @return whether all columns keep it
   */
  public static boolean factor(double[][] matrix, double smallestShare) {
    for (int i = 0; i < matrix.length; i++) {
      double[] row = matrix[i];
      for (int k = 0; k < i; k++) {
        row[k] = (row[k] - Vectors.dot(row, matrix[k], k)) / matrix[k][k];
      }
      double rest = row[i] - Vectors.dot(row, row, i);
      if (!(rest > smallestShare * row[i])) {
        return false;
      }
      row[i] = Math.sqrt(rest);
    }
    return true;
  }

  /** Solves {@code L L' x = b} in place. */
  public static void substitute(double[][] factor, double[] vector) {
    int n = vector.length;
    for (int i = 0; i < n; i++) {
      vector[i] = (vector[i] - Vectors.dot(factor[i], vector, i)) / factor[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      vector[i] /= factor[i][i];
      Vectors.add(-vector[i], factor[i], vector, i);
    }
  }

  /**
   * The largest diagonal element of the inverse of {@code L L'}: for a matrix of correlations, the
   * largest variance inflation factor. The condition number of a matrix of p correlations is
   * between it and p<sup>2</sup> times it.
   */
  public static double largestInflation(double[][] factor) {
    int n = factor.length;
    double[] inflation = new double[n];
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      row[i] = 1;
      for (int k = 0; k < i; k++) {
        Vectors.add(-factor[i][k], inverse[k], row, k + 1);
      }
      for (int j = 0; j <= i; j++) {
        row[j] /= factor[i][i];
        inflation[j] += row[j] * row[j];
      }
      inverse[i] = row;
    }
    double largest = 0;
    for (double value : inflation) {
      largest = Math.max(largest, value);
    }
    return largest;
  }
}
