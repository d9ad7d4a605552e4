package dev.dml.learner.penalized;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;

/** A sample with too many columns for their cross products: everything is read from the data. */
final class WideSample implements PenalizedSample {

  private final Features x;
  private final double[] y;
  private final Rows train;
  private final RowWeights weights;
  private final InnerFolds folds;
  private final double mixing;

  /** A sample of the training rows, divided into folds. */
  WideSample(Fit fit, InnerFolds folds, double mixing) {
    this.mixing = mixing;
    this.x = fit.x();
    this.y = fit.y();
    this.train = fit.train();
    this.weights = new RowWeights(fit.weights());
    this.folds = folds;
  }

  @Override
  public double largestWeight() {
    QuadraticLoss loss = new ResidualLoss(features(train), outcome(train), train, weights);
    double largest = 0;
    for (int j = 0; j < loss.size(); j++) {
      largest = Math.max(largest, Math.abs(loss.slope(j)));
    }
    return largest / Math.max(mixing, LEAST_MIXING_FOR_PATH);
  }

  @Override
  public PathSolver solver(double[] start, Precision precision) {
    return solver(features(train), outcome(train), train, start, precision);
  }

  @Override
  public double explained(double[] coefficients) {
    StandardizedOutcome outcome = outcome(train);
    double errors = squaredErrors(features(train), outcome, coefficients, train);
    return 1 - errors / (weights.total(train) * outcome.scale() * outcome.scale());
  }

  private StandardizedFeatures features(Rows rows) {
    return new StandardizedFeatures(x, rows, weights);
  }

  private StandardizedOutcome outcome(Rows rows) {
    return new StandardizedOutcome(y, rows, weights);
  }

  @Override
  public double[] deviances(int fold, double[] weights) {
    Rows learning = folds.without(fold);
    Rows heldOut = folds.heldOut(fold);
    StandardizedFeatures features = features(learning);
    StandardizedOutcome outcome = outcome(learning);
    double[] coefficients = new double[features.size()];
    PathSolver solver = solver(features, outcome, learning, coefficients, Precision.COARSE);
    double[] errors = new double[weights.length];
    double unit = outcome(train).scale();
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
      sum += weights.of(rows.get(i)) * error * error;
    }
    return sum;
  }

  private PathSolver solver(
      StandardizedFeatures features,
      StandardizedOutcome outcome,
      Rows rows,
      double[] start,
      Precision precision) {
    QuadraticLoss loss = new ResidualLoss(features, outcome, rows, weights);
    return new CoordinateDescent(loss, start, mixing, precision.tolerance());
  }
}
