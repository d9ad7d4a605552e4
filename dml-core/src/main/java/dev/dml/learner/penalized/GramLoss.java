package dev.dml.learner.penalized;

import dev.dml.learner.matrix.Vectors;

/** A quadratic loss with its matrix in memory: a move costs one row of it. */
public final class GramLoss implements QuadraticLoss {

  private final double[][] gram;
  private final double[] slopes;

  /**
   * The loss at b = 0.
   *
   * @param gram the matrix G, symmetric, all of it; not copied
   * @param linear the vector c
   */
  public GramLoss(double[][] gram, double[] linear) {
    this.gram = gram;
    this.slopes = linear.clone();
  }

  @Override
  public int size() {
    return slopes.length;
  }

  @Override
  public double curvature(int j) {
    return gram[j][j];
  }

  @Override
  public double slope(int j) {
    return slopes[j];
  }

  @Override
  public void move(int j, double step) {
    Vectors.add(-step, gram[j], slopes, slopes.length);
  }

  /** An element of the matrix. */
  double gram(int j, int k) {
    return gram[j][k];
  }
}
