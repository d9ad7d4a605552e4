package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import java.util.random.RandomGenerator;

/**
 * Normal covariates in columns.
 *
 * @param columns the values, a column each
 */
// Not compared, and filled by those who draw.
@SuppressWarnings("ArrayRecordComponent")
record Covariates(double[][] columns) {

  /** Columns of an autoregressive sequence, whose covariances are correlation^|j - k|. */
  static Covariates correlated(int rows, int columns, double correlation, RandomGenerator random) {
    double[][] x = new double[columns][rows];
    double innovation = Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < rows; i++) {
      x[0][i] = random.nextGaussian();
      for (int j = 1; j < columns; j++) {
        x[j][i] = correlation * x[j - 1][i] + innovation * random.nextGaussian();
      }
    }
    return new Covariates(x);
  }

  /** The value of a 0-based column in a row. */
  double at(int column, int row) {
    return columns[column][row];
  }

  /** The sum of x_j / j^2 in a row. */
  double index(int row) {
    double sum = 0;
    for (int j = 0; j < columns.length; j++) {
      sum += weight(j) * columns[j][row];
    }
    return sum;
  }

  /** The variance of {@link #index}. */
  static double indexVariance(int columns, double correlation) {
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      for (int k = 0; k < columns; k++) {
        sum += weight(j) * weight(k) * StrictMath.pow(correlation, Math.abs(j - k));
      }
    }
    return sum;
  }

  /** 1 / j^2 of the 1-based j. */
  static double weight(int column) {
    return 1.0 / ((column + 1.0) * (column + 1.0));
  }

  /** The logistic function 1 / (1 + exp(-t)). */
  static double logistic(double t) {
    return 1 / (1 + StrictMath.exp(-t));
  }

  /** Data with these covariates, and whatever is added. */
  CausalDataBuilder with(double[] outcome, double[] treatment) {
    CausalDataBuilder builder =
        CausalData.builder().outcome("y", outcome).treatment("d", treatment);
    for (int j = 0; j < columns.length; j++) {
      builder.covariate("x" + (j + 1), columns[j]);
    }
    return builder;
  }
}
