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
        products[i][j] = one.length * Mean.ofBlocks(one.length, multiplied(one, other));
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  private static Mean.Block multiplied(double[] one, double[] other) {
    return (from, count, block) -> {
      for (int i = 0; i < count; i++) {
        block[i] = one[from + i] * other[from + i];
      }
    };
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
