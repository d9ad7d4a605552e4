package dev.dml.learner.matrix;

import dev.dml.data.Rows;
import java.util.Optional;

/** An outcome, centred to mean 0 and scaled to standard deviation 1 over the training rows. */
public final class StandardizedOutcome implements PartProducts.Outcome {

  private final double[] y;
  private final double mean;
  private final double scale;

  /** Standardises an outcome, given by row number, over the training rows. */
  public StandardizedOutcome(double[] y, Rows train) {
    this(y, train, RowWeights.ALIKE);
  }

  /** The same with training rows of different weights. */
  public StandardizedOutcome(double[] y, Rows train, RowWeights weights) {
    this.y = y;
    double[] deviations = new double[train.size()];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = y[train.get(i)];
    }
    Optional<double[]> relative = weights.relative(train);
    this.mean = StandardizedFeatures.center(deviations, relative);
    this.scale = StandardizedFeatures.rootMeanSquare(deviations, relative);
  }

  /** The mean over the training rows. */
  public double mean() {
    return mean;
  }

  /** The standard deviation (divisor n) over the training rows. */
  public double scale() {
    return scale;
  }

  /** Whether the outcome varies over the training rows by more than rounding error. */
  public boolean varies() {
    return scale > Math.ulp(mean);
  }

  /** The standardised values of some rows; all 0 for an outcome that does not vary. */
  public void gather(Rows rows, int from, int count, double[] into) {
    double inverse = varies() ? 1 / scale : 0;
    for (int i = 0; i < count; i++) {
      into[i] = (y[rows.get(from + i)] - mean) * inverse;
    }
  }

  /** The standardised values of successive rows. */
  @Override
  public void copy(int from, int count, double[] into) {
    double inverse = varies() ? 1 / scale : 0;
    for (int i = 0; i < count; i++) {
      into[i] = (y[from + i] - mean) * inverse;
    }
  }

  /** Predictions in the units of the outcome from coefficients in standard deviations. */
  public double[] predict(StandardizedFeatures features, double[] coefficients, Rows rows) {
    return predict(features, 0, coefficients, rows);
  }

  /** Predictions from an intercept and coefficients in standard deviations of the outcome. */
  public double[] predict(
      StandardizedFeatures features, double intercept, double[] coefficients, Rows rows) {
    double[] slopes = new double[coefficients.length];
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] = coefficients[j] * scale;
    }
    return features.predict(mean + intercept * scale, slopes, rows);
  }
}
