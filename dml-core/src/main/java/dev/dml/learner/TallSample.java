package dev.dml.learner;

import java.util.Arrays;
import java.util.List;

/**
 * A sample whose cross products fit in memory. The data are read once; all of cross-validation
 * works on the cross products of the folds.
 */
final class TallSample implements PenalizedSample {

  private final List<CrossProducts> folds;
  private final CrossProducts total;
  private final Correlations correlations;
  private final double mixing;

  /** Sums the cross products of each fold. */
  TallSample(
      StandardizedFeatures features, StandardizedOutcome outcome, InnerFolds inner, double mixing) {
    this.mixing = mixing;
    boolean[] wanted = new boolean[inner.all().size() + 1];
    Arrays.fill(wanted, 0, inner.all().size(), true);
    this.folds =
        Arrays.stream(
                new PartProducts(features, inner.division(features.rows()), List.of(outcome))
                    .sum(wanted, 0))
            .limit(inner.all().size())
            .toList();
    CrossProducts sum = folds.getFirst();
    for (CrossProducts fold : folds.subList(1, folds.size())) {
      sum = sum.plus(fold);
    }
    this.total = sum;
    this.correlations = new Correlations(sum);
  }

  @Override
  public double largestWeight() {
    double largest = 0;
    for (double correlation : correlations.withOutcome) {
      largest = Math.max(largest, Math.abs(correlation));
    }
    return largest / Math.max(mixing, LEAST_MIXING_FOR_PATH);
  }

  @Override
  public PathSolver solver(double[] start, Precision precision) {
    return correlations.solver(mixing, start, precision);
  }

  @Override
  public double explained(double[] coefficients) {
    return 1 - total.squaredErrors(0, coefficients) / total.rows();
  }

  @Override
  public double[] deviances(int fold, double[] weights) {
    CrossProducts heldOut = folds.get(fold);
    Correlations learnt = new Correlations(total.minus(heldOut));
    double[] errors = new double[weights.length];
    double[] slopes = new double[learnt.deviations.length];
    PathSolver solver = learnt.solver(mixing, slopes, Precision.COARSE);
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
    final double[] inverses;
    final double[][] matrix;
    final double[] withOutcome;
    final double outcomeMean;
    final double outcomeDeviation;

    Correlations(CrossProducts sums) {
      int y = sums.columns() - 1;
      this.means = new double[y];
      this.deviations = new double[y];
      this.inverses = new double[y];
      this.matrix = new double[y][y];
      this.withOutcome = new double[y];
      this.outcomeMean = sums.mean(y);
      this.outcomeDeviation = deviation(sums, y);
      for (int k = 0; k < y; k++) {
        means[k] = sums.mean(k);
        deviations[k] = deviation(sums, k);
        inverses[k] = deviations[k] > 0 ? 1 / deviations[k] : 0;
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
      sums.correlate(k, means, inverses, matrix[k]);
      for (int j = 0; j < k; j++) {
        matrix[j][k] = matrix[k][j];
      }
      matrix[k][k] = 1;
      if (outcomeDeviation > 0) {
        withOutcome[k] =
            sums.covariance(sums.columns() - 1, k) / (deviations[k] * outcomeDeviation);
      }
    }

    PathSolver solver(double mixing, double[] start, Precision precision) {
      if (mixing == 0) {
        return new RidgeSolver(matrix, withOutcome);
      }
      if (mixing == 1 && precision == Precision.COARSE) {
        return new LassoHomotopy(matrix, withOutcome, precision.tolerance());
      }
      QuadraticLoss loss = new GramLoss(matrix, withOutcome);
      return new CoordinateDescent(loss, start, mixing, precision.tolerance());
    }
  }
}
