package dev.dml.analysis.effects;

import dev.dml.inference.Mean;

/** Sums of products of vectors, in the order of their entries. */
final class CrossProducts {

  private CrossProducts() {}

  /** &Sigma;<sub>u</sub> v<sub>iu</sub> v<sub>ju</sub> for all pairs i, j of vectors. */
  static double[][] of(double[][] vectors) {
    double[][] products = new double[vectors.length][vectors.length];
    for (int i = 0; i < vectors.length; i++) {
      double[] one = vectors[i];
      for (int j = 0; j <= i; j++) {
        double[] other = vectors[j];
        products[i][j] = Mean.of(one.length, unit -> one[unit] * other[unit]) * one.length;
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /** A matrix that is symmetric but for rounding, made so. */
  static double[][] symmetric(double[][] matrix) {
    double[][] symmetric = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        symmetric[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
      }
    }
    return symmetric;
  }
}
