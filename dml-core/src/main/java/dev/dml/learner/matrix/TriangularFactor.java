package dev.dml.learner.matrix;

import java.util.Arrays;

/**
 * The triangular factor R of the QR decomposition of a tall matrix {@code [X y]} that arrives in
 * blocks of rows.
 *
 * <p>Householder reflections turn R, stacked on the next block, into the next R. So a least-squares
 * problem of any number of rows is solved in memory for one block, with the numerical properties of
 * a QR decomposition: the conditioning of X is not squared (Demmel, Grigori, Hoemmen and Langou,
 * <i>Communication-optimal parallel and sequential QR and LU factorizations</i>, SIAM Journal on
 * Scientific Computing 34, 2012, sequential TSQR).
 */
public final class TriangularFactor {

  private final int columns;
  private final double[][] factor;

  /** The factor of a matrix without rows, with so many columns before the last one, {@code y}. */
  public TriangularFactor(int columns) {
    this.columns = columns;
    this.factor = new double[columns + 1][columns + 1];
  }

  /**
   * Adds rows at the bottom of the matrix.
   *
   * @param block one array per column, {@code y} last; overwritten
   * @param rows how many leading values of each array count
   */
  public void add(double[][] block, int rows) {
    for (int j = 0; j < columns; j++) {
      double[] pivot = block[j];
      double squares = Vectors.dot(pivot, pivot, rows);
      if (squares > 0) {
        double diagonal = factor[j][j];
        double norm = Math.sqrt(diagonal * diagonal + squares);
        double reflected = diagonal > 0 ? -norm : norm;
        factor[j][j] = reflected;
        reflect(j, diagonal - reflected, squares, block, rows);
      }
    }
  }

  /** Applies to the later columns the reflection I - 2 v v' / v'v with v = (head, block[j]). */
  private void reflect(int j, double head, double squares, double[][] block, int rows) {
    double[] pivot = block[j];
    double[] row = factor[j];
    double twoByNorm = 2 / (head * head + squares);
    int k = j + 1;
    double[] products = new double[4];
    for (; k + 3 <= columns; k += 4) {
      Vectors.dots(pivot, block, k, rows, products);
      for (int l = 0; l < 4; l++) {
        double step = (row[k + l] * head + products[l]) * twoByNorm;
        row[k + l] -= step * head;
        Vectors.add(-step, pivot, block[k + l], rows);
      }
    }
    for (; k <= columns; k++) {
      double step = (row[k] * head + Vectors.dot(pivot, block[k], rows)) * twoByNorm;
      row[k] -= step * head;
      Vectors.add(-step, pivot, block[k], rows);
    }
  }

  /**
   * The coefficients that minimise {@code |y - X b|}.
   *
   * <p>A column that is, to a relative tolerance, a linear combination of the columns before it
   * takes no part and has coefficient 0, where R's {@code lm} reports {@code NA}.
   *
   * @param tolerance the share of its norm that a column must keep when it is projected on the
   *     orthogonal complement of the columns before it
   */
  public double[] solve(double tolerance) {
    double[][] kept = new double[columns + 1][];
    for (int i = 0; i <= columns; i++) {
      kept[i] = factor[i].clone();
    }
    int[] original = new int[columns];
    int rank = 0;
    int remaining = columns;
    double[] norms = norms();
    for (int j = 0; j < columns; j++) {
      if (Math.abs(kept[rank][rank]) > tolerance * norms[j]) {
        original[rank++] = j;
      } else {
        remove(rank, remaining--, kept);
      }
    }
    double[] coefficients = new double[columns];
    for (int i = rank - 1; i >= 0; i--) {
      double sum = kept[i][remaining];
      for (int k = i + 1; k < rank; k++) {
        sum -= kept[i][k] * coefficients[original[k]];
      }
      coefficients[original[i]] = sum / kept[i][i];
    }
    return coefficients;
  }

  private double[] norms() {
    double[] norms = new double[columns];
    for (int j = 0; j < columns; j++) {
      for (int i = 0; i <= j; i++) {
        norms[j] = StrictMath.hypot(norms[j], factor[i][j]);
      }
    }
    return norms;
  }

  /** Takes a column out and makes the rest triangular again by rotations of adjacent rows. */
  private static void remove(int column, int last, double[][] triangle) {
    for (double[] row : triangle) {
      System.arraycopy(row, column + 1, row, column, last - column);
      Arrays.fill(row, last, row.length, 0);
    }
    for (int j = column; j < last; j++) {
      rotate(triangle[j], triangle[j + 1], j, last);
    }
  }

  private static void rotate(double[] upper, double[] lower, int from, int to) {
    double norm = StrictMath.hypot(upper[from], lower[from]);
    if (norm > 0) {
      double cosine = upper[from] / norm;
      double sine = lower[from] / norm;
      for (int k = from; k < to; k++) {
        double above = upper[k];
        upper[k] = cosine * above + sine * lower[k];
        lower[k] = cosine * lower[k] - sine * above;
      }
    }
  }
}
