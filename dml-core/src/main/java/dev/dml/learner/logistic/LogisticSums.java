package dev.dml.learner.logistic;

import dev.dml.learner.matrix.TiledTriangle;

/**
 * The slopes of a logistic likelihood, summed over rows, and perhaps its matrix of second
 * derivatives. It is a class rather than a lambda expression, which would be compiled twice.
 */
final class LogisticSums implements LogisticLikelihood.Visitor {

  private final double[] slopes;
  private final TiledTriangle matrix;

  /** Sums of 0, for so many coefficients. */
  LogisticSums(int size, boolean withMatrix) {
    this.slopes = new double[size];
    this.matrix = new TiledTriangle(withMatrix ? size : 0);
  }

  @Override
  public void visit(double[][] block, double[] residuals, double[] weights, int count) {
    LogisticLikelihood.addSlopes(block, residuals, count, slopes);
    matrix.add(block, weights, count, 0);
  }

  /** The sums of the slopes. */
  double[] slopes() {
    return slopes;
  }

  /** The sums of minus the second derivatives, as rows of the lower triangle. */
  double[][] matrix() {
    return matrix.copy();
  }
}
