package dev.dml.learner;

/** Solves one penalised problem for a sequence of weights, each from where the last one ended. */
sealed interface PathSolver permits CoordinateDescent, RidgeSolver {

  /** The coefficients at a weight of the penalty greater than 0. */
  double[] solve(double weight);

  /** Weights that fall geometrically from a largest one to {@code ratio} times it. */
  static double[] path(double largest, double ratio, int count) {
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = largest * Math.pow(ratio, i / (count - 1.0));
    }
    return weights;
  }
}
