package dev.dml.learner;

import java.util.List;

/**
 * A sample whose cross products fit in memory. The data are read once; all of cross-validation
 * works on the cross products of the folds.
 */
final class TallSample implements PenalizedSample {

  private static final double FINE = 1e-11;
  private static final double COARSE = 1e-7;

  private final List<CrossProducts> folds;
  private final CrossProducts total;

  /** Sums the cross products of each fold. */
  TallSample(StandardizedFeatures features, StandardizedOutcome outcome, InnerFolds inner) {
    this.folds =
        inner.all().stream().map(rows -> CrossProducts.of(features, outcome, rows)).toList();
    CrossProducts sum = folds.getFirst();
    for (CrossProducts fold : folds.subList(1, folds.size())) {
      sum = sum.plus(fold);
    }
    this.total = sum;
  }

  @Override
  public double largestCorrelation() {
    double largest = 0;
    for (double correlation : new Correlations(total).withOutcome) {
      largest = Math.max(largest, Math.abs(correlation));
    }
    return largest;
  }

  @Override
  public PathSolver solver(double mixing) {
    return new Correlations(total).solver(mixing, FINE);
  }

  @Override
  public double[] squaredErrors(int fold, double[] weights, double mixing) {
    CrossProducts heldOut = folds.get(fold);
    Correlations learnt = new Correlations(total.minus(heldOut));
    double[] errors = new double[weights.length];
    PathSolver solver = learnt.solver(mixing, COARSE);
    double[] slopes = new double[learnt.deviations.length];
    for (int i = 0; i < weights.length; i++) {
      double intercept = learnt.outcomeMean;
      if (learnt.outcomeDeviation > 0) {
        double[] coefficients = solver.solve(weights[i] / learnt.outcomeDeviation);
        for (int j = 0; j < slopes.length; j++) {
          slopes[j] = coefficients[j] * learnt.outcomeDeviation / learnt.deviations[j];
          intercept -= slopes[j] * learnt.means[j];
        }
      }
      errors[i] = heldOut.squaredErrors(intercept, slopes);
    }
    return errors;
  }

  /** The means, standard deviations and correlations that follow from cross products. */
  private static final class Correlations {

    final double[] means;
    final double[] deviations;
    final double[][] matrix;
    final double[] withOutcome;
    final double outcomeMean;
    final double outcomeDeviation;

    Correlations(CrossProducts sums) {
      int y = sums.columns() - 1;
      this.means = new double[y];
      this.deviations = new double[y];
      this.matrix = new double[y][y];
      this.withOutcome = new double[y];
      this.outcomeMean = sums.mean(y);
      this.outcomeDeviation = deviation(sums, y);
      for (int k = 0; k < y; k++) {
        means[k] = sums.mean(k);
        deviations[k] = deviation(sums, k);
        if (deviations[k] > 0) {
          fill(sums, k);
        } else {
          deviations[k] = Double.POSITIVE_INFINITY;
        }
      }
    }

    /** A column without variance here has standard deviation 0 and takes no part. */
    private static double deviation(CrossProducts sums, int column) {
      double variance = sums.covariance(column, column);
      double least = StandardizedFeatures.COLLINEAR * StandardizedFeatures.COLLINEAR;
      return variance > least ? Math.sqrt(variance) : 0;
    }

    private void fill(CrossProducts sums, int k) {
      for (int j = 0; j < k; j++) {
        matrix[k][j] = sums.covariance(k, j) / (deviations[k] * deviations[j]);
        matrix[j][k] = matrix[k][j];
      }
      matrix[k][k] = 1;
      if (outcomeDeviation > 0) {
        withOutcome[k] =
            sums.covariance(sums.columns() - 1, k) / (deviations[k] * outcomeDeviation);
      }
    }

    PathSolver solver(double mixing, double tolerance) {
      return mixing == 0
          ? new RidgeSolver(matrix, withOutcome)
          : new CoordinateDescent(
              new GramLoss(matrix, withOutcome), new double[means.length], mixing, tolerance);
    }
  }
}
