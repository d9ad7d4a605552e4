package dev.dml.learner.penalized;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;

/** A sample with too many columns for their cross products: everything is read from the data. */
final class WideSample implements PenalizedSample {

  private final Features x;
  private final double[] y;
  private final Rows train;
  private final InnerFolds folds;
  private final double mixing;

  /** A sample of the training rows, divided into folds. */
  WideSample(Features x, double[] y, Rows train, InnerFolds folds, double mixing) {
    this.mixing = mixing;
    this.x = x;
    this.y = y;
    this.train = train;
    this.folds = folds;
  }

  @Override
  public double largestWeight() {
    QuadraticLoss loss =
        new ResidualLoss(
            new StandardizedFeatures(x, train), new StandardizedOutcome(y, train), train);
    double largest = 0;
    for (int j = 0; j < loss.size(); j++) {
      largest = Math.max(largest, Math.abs(loss.slope(j)));
    }
    return largest / Math.max(mixing, LEAST_MIXING_FOR_PATH);
  }

  @Override
  public PathSolver solver(double[] start, Precision precision) {
    return solver(
        new StandardizedFeatures(x, train),
        new StandardizedOutcome(y, train),
        train,
        start,
        precision);
  }

  @Override
  public double explained(double[] coefficients) {
    StandardizedOutcome outcome = new StandardizedOutcome(y, train);
    double errors = squaredErrors(new StandardizedFeatures(x, train), outcome, coefficients, train);
    return 1 - errors / (train.size() * outcome.scale() * outcome.scale());
  }

  @Override
  public double[] deviances(int fold, double[] weights) {
    Rows learning = folds.without(fold);
    Rows heldOut = folds.heldOut(fold);
    StandardizedFeatures features = new StandardizedFeatures(x, learning);
    StandardizedOutcome outcome = new StandardizedOutcome(y, learning);
    double[] coefficients = new double[features.size()];
    PathSolver solver = solver(features, outcome, learning, coefficients, Precision.COARSE);
    double[] errors = new double[weights.length];
    double unit = new StandardizedOutcome(y, train).scale();
    for (int i = 0; i < weights.length; i++) {
      if (outcome.varies()) {
        coefficients = solver.solve(weights[i] * unit / outcome.scale());
      }
      errors[i] = squaredErrors(features, outcome, coefficients, heldOut);
    }
    return errors;
  }

  private double squaredErrors(
      StandardizedFeatures features,
      StandardizedOutcome outcome,
      double[] coefficients,
      Rows rows) {
    double[] predictions = outcome.predict(features, coefficients, rows);
    double sum = 0;
    for (int i = 0; i < predictions.length; i++) {
      double error = y[rows.get(i)] - predictions[i];
      sum += error * error;
    }
    return sum;
  }

  private PathSolver solver(
      StandardizedFeatures features,
      StandardizedOutcome outcome,
      Rows rows,
      double[] start,
      Precision precision) {
    QuadraticLoss loss = new ResidualLoss(features, outcome, rows);
    return new CoordinateDescent(loss, start, mixing, precision.tolerance());
  }
}
