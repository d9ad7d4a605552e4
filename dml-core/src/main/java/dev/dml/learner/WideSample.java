package dev.dml.learner;

import dev.dml.data.Features;
import dev.dml.data.Rows;

/** A sample with too many columns for their cross products: everything is read from the data. */
final class WideSample implements PenalizedSample {

  private static final double FINE = 1e-11;
  private static final double COARSE = 1e-6;

  private final Features x;
  private final double[] y;
  private final Rows train;
  private final InnerFolds folds;

  /** A sample of the training rows, divided into folds. */
  WideSample(Features x, double[] y, Rows train, InnerFolds folds) {
    this.x = x;
    this.y = y;
    this.train = train;
    this.folds = folds;
  }

  @Override
  public double largestCorrelation() {
    QuadraticLoss loss =
        new ResidualLoss(
            new StandardizedFeatures(x, train), new StandardizedOutcome(y, train), train);
    double largest = 0;
    for (int j = 0; j < loss.size(); j++) {
      largest = Math.max(largest, Math.abs(loss.slope(j)));
    }
    return largest;
  }

  @Override
  public PathSolver solver(double mixing) {
    return solver(
        new StandardizedFeatures(x, train), new StandardizedOutcome(y, train), train, mixing, FINE);
  }

  @Override
  public double[] squaredErrors(int fold, double[] weights, double mixing) {
    Rows learning = folds.without(fold);
    Rows heldOut = folds.heldOut(fold);
    StandardizedFeatures features = new StandardizedFeatures(x, learning);
    StandardizedOutcome outcome = new StandardizedOutcome(y, learning);
    PathSolver solver = solver(features, outcome, learning, mixing, COARSE);
    double unit = new StandardizedOutcome(y, train).scale();
    double[] errors = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      double[] coefficients =
          outcome.varies()
              ? solver.solve(weights[i] * unit / outcome.scale())
              : new double[features.size()];
      double[] predictions = outcome.predict(features, coefficients, heldOut);
      for (int row = 0; row < predictions.length; row++) {
        double error = (y[heldOut.get(row)] - predictions[row]) / unit;
        errors[i] += error * error;
      }
    }
    return errors;
  }

  private static PathSolver solver(
      StandardizedFeatures features,
      StandardizedOutcome outcome,
      Rows rows,
      double mixing,
      double tolerance) {
    return new CoordinateDescent(
        new ResidualLoss(features, outcome, rows), new double[features.size()], mixing, tolerance);
  }
}
