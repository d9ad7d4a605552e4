package dev.dml.learner.penalized;

import dev.dml.learner.matrix.Vectors;
import java.util.Arrays;

/**
 * Solves the ridge equations {@code (G + weight I) b = c} for many weights.
 *
 * <p>Householder reflections bring G to tridiagonal form once, {@code G = Q T Q'}; each weight then
 * costs a tridiagonal system and one product with Q (Eldén, <i>Algorithms for the regularization of
 * ill-conditioned least squares problems</i>, BIT 17, 1977).
 */
final class RidgeSolver implements PathSolver {

  private final double[] diagonal;
  private final double[] offDiagonal;

  /** Row k holds the vector of reflection k, from position k + 1 on; of norm root 2, or 0. */
  private final double[][] reflectors;

  private final double[] rotated;

  /**
   * Prepares to solve.
   *
   * @param matrix the matrix G, symmetric, all of it
   * @param linear the vector c
   */
  RidgeSolver(double[][] matrix, double[] linear) {
    int n = linear.length;
    double[][] gram = new double[n][];
    Arrays.setAll(gram, k -> matrix[k].clone());
    this.diagonal = new double[n];
    this.offDiagonal = new double[n];
    this.reflectors = new double[n][];
    this.rotated = linear.clone();
    for (int k = 0; k < n; k++) {
      diagonal[k] = gram[k][k];
      reflectors[k] = reflector(gram[k], k);
      if (k + 1 < n) {
        reflect(gram, reflectors[k], k + 1);
        reflect(reflectors[k], k + 1, rotated);
      }
    }
  }

  /** The reflection that leaves of {@code row}, right of the diagonal, only the first element. */
  private double[] reflector(double[] row, int k) {
    int n = row.length;
    double[] v = new double[n];
    double squares = 0;
    for (int i = k + 1; i < n; i++) {
      v[i] = row[i];
      squares += v[i] * v[i];
    }
    if (squares == 0) {
      return v;
    }
    double norm = Math.sqrt(squares);
    offDiagonal[k] = v[k + 1] > 0 ? -norm : norm;
    v[k + 1] -= offDiagonal[k];
    double scale = 1 / Math.sqrt(squares - offDiagonal[k] * row[k + 1]);
    for (int i = k + 1; i < n; i++) {
      v[i] *= scale;
    }
    return v;
  }

  /** Applies I - v v' from both sides to the part of the matrix from {@code first} on. */
  private static void reflect(double[][] matrix, double[] v, int first) {
    int n = v.length;
    double[] product = new double[n];
    for (int i = first; i < n; i++) {
      Vectors.add(v[i], matrix[i], product, n);
    }
    double half = 0;
    for (int i = first; i < n; i++) {
      half += v[i] * product[i] / 2;
    }
    for (int i = first; i < n; i++) {
      product[i] -= half * v[i];
    }
    for (int i = first; i < n; i++) {
      Vectors.add(-v[i], product, matrix[i], n);
      Vectors.add(-product[i], v, matrix[i], n);
    }
  }

  private static void reflect(double[] v, int first, double[] vector) {
    double product = 0;
    for (int i = first; i < v.length; i++) {
      product += v[i] * vector[i];
    }
    Vectors.add(-product, v, vector, v.length);
  }

  @Override
  public double[] solve(double weight) {
    int n = rotated.length;
    double[] pivots = new double[n];
    double[] solution = rotated.clone();
    for (int k = 0; k < n; k++) {
      pivots[k] = diagonal[k] + weight;
      if (k > 0) {
        double factor = offDiagonal[k - 1] / pivots[k - 1];
        pivots[k] -= factor * offDiagonal[k - 1];
        solution[k] -= factor * solution[k - 1];
      }
    }
    for (int k = n - 1; k >= 0; k--) {
      double known = k + 1 < n ? offDiagonal[k] * solution[k + 1] : 0;
      solution[k] = (solution[k] - known) / pivots[k];
    }
    for (int k = n - 2; k >= 0; k--) {
      reflect(reflectors[k], k + 1, solution);
    }
    return solution;
  }
}
