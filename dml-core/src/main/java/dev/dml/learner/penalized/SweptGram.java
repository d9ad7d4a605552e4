package dev.dml.learner.penalized;

import dev.dml.learner.matrix.TiledTriangle;
import dev.dml.learner.matrix.Vectors;

/**
 * A Gram matrix G swept on the columns in use, A, of the others, N: in A the negative inverse of
 * {@code G_AA}, between A and N the coefficients of the regression of each column of N on A, and in
 * N what is left of the products when A is projected out (Goodnight, <i>A tutorial on the SWEEP
 * operator</i>, American Statistician 33, 1979).
 *
 * <p>To sweep a column in or out is, with this choice of signs, to subtract {@code w w' / h} and to
 * change one diagonal element by 2. Eight such changes are applied at once, because reading and
 * writing the matrix takes longer than computing it. Rounding errors add up slowly; whoever solves
 * with it corrects the solution by its residual.
 */
final class SweptGram {

  private static final int MOST_PENDING = 8;

  private final TiledTriangle matrix;

  private final int size;
  private final double[][] pending;

  /** What a pending w w' is multiplied by: -1 / h. */
  private final double[] weights;

  private int pendingCount;

  /** Copies the lower triangle of a Gram matrix, with no column in use. */
  SweptGram(double[][] gram) {
    this.size = gram.length;
    this.matrix = new TiledTriangle(size);
    for (int i = 0; i < size; i++) {
      System.arraycopy(gram[i], 0, matrix.row(i), 0, i + 1);
    }
    this.pending = new double[MOST_PENDING][TiledTriangle.padded(size)];
    this.weights = new double[MOST_PENDING];
  }

  /** Copies a column of the swept matrix. */
  void column(int k, double[] column) {
    System.arraycopy(matrix.row(k), 0, column, 0, k + 1);
    for (int i = k + 1; i < size; i++) {
      column[i] = matrix.get(i, k);
    }
    for (int t = 0; t < pendingCount; t++) {
      Vectors.add(weights[t] * pending[t][k], pending[t], column, size);
    }
  }

  /**
   * Sweeps a column in or out.
   *
   * @param column the column of the swept matrix, as {@link #column} gives it
   * @param in whether it comes into use
   */
  void sweep(int k, double[] column, boolean in) {
    double change = in ? 1 : -1;
    double[] w = pending[pendingCount];
    System.arraycopy(column, 0, w, 0, size);
    w[k] -= change;
    weights[pendingCount] = -1 / column[k];
    matrix.row(k)[k] -= 2 * change;
    pendingCount++;
    if (pendingCount == MOST_PENDING) {
      matrix.add(pending, weights, MOST_PENDING, 0);
      pendingCount = 0;
    }
  }

  /** The solution of {@code G_AA x = b}, for columns in use given in ascending order. */
  double[] solve(int[] columns, int count, double[] b) {
    double[] solution = new double[count];
    for (int i = 0; i < count; i++) {
      double[] row = matrix.row(columns[i]);
      solution[i] -= row[columns[i]] * b[i];
      for (int j = 0; j < i; j++) {
        double element = row[columns[j]];
        solution[i] -= element * b[j];
        solution[j] -= element * b[i];
      }
    }
    for (int t = 0; t < pendingCount; t++) {
      double[] w = pending[t];
      double product = 0;
      for (int i = 0; i < count; i++) {
        product += w[columns[i]] * b[i];
      }
      product *= weights[t];
      for (int i = 0; i < count; i++) {
        solution[i] -= product * w[columns[i]];
      }
    }
    return solution;
  }
}
