package dev.dml.learner;

/** The solution of a positive definite system by Cholesky decomposition. */
final class Cholesky {

  private static final double SMALLEST_SHARE = 1e-12;

  private Cholesky() {}

  /**
   * Solves {@code A x = b} in place.
   *
   * @param matrix the lower triangle of A; overwritten by its factor
   * @param vector b; overwritten by x, unless A is singular
   * @return whether A is positive definite by a margin above rounding error
   */
  static boolean solve(double[][] matrix, double[] vector) {
    int n = vector.length;
    for (int i = 0; i < n; i++) {
      double[] row = matrix[i];
      for (int k = 0; k < i; k++) {
        row[k] = (row[k] - Vectors.dot(row, matrix[k], k)) / matrix[k][k];
      }
      double rest = row[i] - Vectors.dot(row, row, i);
      if (!(rest > SMALLEST_SHARE * row[i])) {
        return false;
      }
      row[i] = Math.sqrt(rest);
    }
    for (int i = 0; i < n; i++) {
      vector[i] = (vector[i] - Vectors.dot(matrix[i], vector, i)) / matrix[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      vector[i] /= matrix[i][i];
      Vectors.add(-vector[i], matrix[i], vector, i);
    }
    return true;
  }
}
