package dev.dml.learner.logistic;

import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedRows;
import dev.dml.learner.matrix.TriangularFactor;
import java.util.Arrays;

/**
 * Newton steps of a logistic likelihood, less {@code l2 / 2 * |b|^2} per row, for columns that are
 * nearly or exactly collinear. Each step is a weighted least-squares problem solved by a QR
 * decomposition, in which columns that are linear combinations of earlier ones take no part.
 */
final class LogisticLeastSquares {

  private final LogisticLikelihood likelihood;
  private final double l2;
  private final int p;

  /** A likelihood with an L2 penalty; 0 is none. */
  LogisticLeastSquares(LogisticLikelihood likelihood, double l2) {
    this.likelihood = likelihood;
    this.l2 = l2;
    this.p = likelihood.features().size();
  }

  /** The step from some coefficients to the maximum of the quadratic approximation there. */
  double[] step(double[] coefficients) {
    TriangularFactor factor = new TriangularFactor(p + 1);
    double[][] columns = new double[p + 2][StandardizedRows.BLOCK];
    likelihood.visit(
        coefficients,
        (block, residuals, weights, count) -> {
          weigh(block, residuals, weights, count, columns);
          factor.add(columns, count);
        });
    if (l2 > 0) {
      factor.add(penaltyRows(coefficients), p);
    }
    double[] solution = factor.solve(StandardizedFeatures.COLLINEAR);
    double[] step = Arrays.copyOfRange(solution, 1, p + 2);
    step[p] = solution[0];
    return step;
  }

  /** Fills in the intercept, the columns, and the outcome of the least-squares problem. */
  private void weigh(
      double[][] block, double[] residuals, double[] weights, int count, double[][] columns) {
    for (int i = 0; i < count; i++) {
      double root = Math.sqrt(weights[i]);
      columns[0][i] = root;
      for (int j = 0; j < p; j++) {
        columns[j + 1][i] = root * block[i][j];
      }
      columns[p + 1][i] = residuals[i] / root;
    }
  }

  /** The penalty is the loss of p further rows, each with one column and the outcome 0. */
  private double[][] penaltyRows(double[] coefficients) {
    double root = Math.sqrt(l2 * likelihood.weight());
    double[][] block = new double[p + 2][p];
    for (int j = 0; j < p; j++) {
      block[j + 1][j] = root;
      block[p + 1][j] = -root * coefficients[j];
    }
    return block;
  }
}
