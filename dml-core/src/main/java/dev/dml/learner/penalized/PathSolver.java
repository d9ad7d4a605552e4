package dev.dml.learner.penalized;

/** Solves one penalised problem for a sequence of weights, each from where the last one ended. */
public interface PathSolver {

  /** The coefficients at a weight of the penalty greater than 0. */
  double[] solve(double weight);
}
