package dev.dml.learner.penalized;

/**
 * A quadratic loss {@code b'Gb / 2 - c'b} at a point b that moves one coordinate at a time.
 *
 * <p>For least squares G holds the correlations of the columns and c those with the outcome.
 */
sealed interface QuadraticLoss permits GramLoss, ResidualLoss {

  /** The number of coordinates. */
  int size();

  /** The second derivative in a coordinate; 0 for one that does not count. */
  double curvature(int j);

  /** The negative derivative in a coordinate at the present point: {@code (c - Gb)_j}. */
  double slope(int j);

  /** Moves the point by {@code step} in a coordinate. */
  void move(int j, double step);
}
