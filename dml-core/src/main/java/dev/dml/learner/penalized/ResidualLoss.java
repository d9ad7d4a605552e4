package dev.dml.learner.penalized;

import dev.dml.data.Rows;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import dev.dml.learner.matrix.Vectors;
import java.util.Optional;

/**
 * The loss of least squares, {@code |y - Xb|^2 / 2n}, or its weighted mean, by its residuals: for
 * matrices too wide for their Gram matrix. A slope or a move costs one column of X, which is
 * standardised as it is read.
 */
final class ResidualLoss implements QuadraticLoss {

  private final StandardizedFeatures features;
  private final Rows rows;
  private final Optional<double[]> relative;
  private final double[] residuals;
  private final double[] column;

  /** The loss at b = 0. */
  ResidualLoss(
      StandardizedFeatures features, StandardizedOutcome outcome, Rows rows, RowWeights weights) {
    this.features = features;
    this.rows = rows;
    this.relative = weights.relative(rows);
    this.residuals = new double[rows.size()];
    this.column = new double[rows.size()];
    outcome.gather(rows, 0, residuals.length, residuals);
  }

  @Override
  public int size() {
    return features.size();
  }

  @Override
  public double curvature(int j) {
    return 1;
  }

  @Override
  public double slope(int j) {
    features.gather(j, rows, 0, column.length, column);
    relative.ifPresent(this::weigh);
    return Vectors.dot(column, residuals, residuals.length) / residuals.length;
  }

  private void weigh(double[] factors) {
    for (int i = 0; i < column.length; i++) {
      column[i] *= factors[i];
    }
  }

  @Override
  public void move(int j, double step) {
    features.gather(j, rows, 0, column.length, column);
    Vectors.add(-step, column, residuals, residuals.length);
  }
}
