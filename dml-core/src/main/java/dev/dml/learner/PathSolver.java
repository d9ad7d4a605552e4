package dev.dml.learner;

/** Solves one penalised problem for a sequence of weights, each from where the last one ended. */
sealed interface PathSolver permits CoordinateDescent, LassoHomotopy, RidgeSolver, LogisticDescent {

  /** The coefficients at a weight of the penalty greater than 0. */
  double[] solve(double weight);
}
