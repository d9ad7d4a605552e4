package dev.dml.learner.penalized;

import dev.dml.learner.matrix.CrossProducts;
import dev.dml.learner.matrix.PartProducts;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
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

  /** A sample of some folds, of which the outcome is the last column. */
  TallSample(List<CrossProducts> folds, double mixing) {
    this.mixing = mixing;
    this.folds = folds;
    CrossProducts sum = folds.getFirst();
    for (CrossProducts fold : folds.subList(1, folds.size())) {
      sum = sum.plus(fold);
    }
    this.total = sum;
    this.correlations = new Correlations(sum);
  }

  /** Sums the cross products of each fold. */
  static TallSample of(
      StandardizedFeatures features,
      StandardizedOutcome outcome,
      InnerFolds inner,
      RowWeights weights,
      double mixing) {
    boolean[] wanted = new boolean[inner.all().size() + 1];
    Arrays.fill(wanted, 0, inner.all().size(), true);
    CrossProducts[] sums =
        new PartProducts(features, inner.division(features.rows()), List.of(outcome), weights)
            .sum(wanted, 0);
    return new TallSample(Arrays.asList(sums).subList(0, inner.all().size()), mixing);
  }

  /** The coefficients of the columns as they are from those of standardised columns. */
  double[] slopes(double[] coefficients) {
    return correlations.slopes(coefficients);
  }

  /** The prediction where all columns are 0. */
  double intercept(double[] slopes) {
    return correlations.intercept(slopes);
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
    double[] slopes = slopes(coefficients);
    double[] intercepts = {intercept(slopes)};
    return 1 - total.squaredErrors(intercepts, new double[][] {slopes})[0] / total.rows();
  }

  @Override
  public double[] deviances(int fold, double[] weights) {
    CrossProducts heldOut = folds.get(fold);
    Correlations learnt = new Correlations(total.minus(heldOut));
    double[][] slopes = new double[weights.length][learnt.deviations.length];
    double[] intercepts = new double[weights.length];
    PathSolver solver = learnt.solver(mixing, slopes[0], Precision.COARSE);
    for (int i = 0; i < weights.length; i++) {
      if (learnt.outcomeDeviation > 0) {
        slopes[i] = learnt.slopes(solver.solve(weights[i] / learnt.outcomeDeviation));
      }
      intercepts[i] = learnt.intercept(slopes[i]);
    }
    return heldOut.squaredErrors(intercepts, slopes);
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

    double[] slopes(double[] coefficients) {
      double[] slopes = new double[coefficients.length];
      for (int j = 0; j < slopes.length; j++) {
        slopes[j] = coefficients[j] * outcomeDeviation / deviations[j];
      }
      return slopes;
    }

    double intercept(double[] slopes) {
      double intercept = outcomeMean;
      for (int j = 0; j < slopes.length; j++) {
        intercept -= slopes[j] * means[j];
      }
      return intercept;
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
