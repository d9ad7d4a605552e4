package dev.dml.learner;

/** The training rows of a penalised regression, standardised, in a form its solvers can use. */
sealed interface PenalizedSample permits TallSample, WideSample {

  /** The largest correlation of the outcome with a column, without its sign. */
  double largestCorrelation();

  /** A solver on all training rows. */
  PathSolver solver(double mixing);

  /**
   * The squared errors in a fold of the coefficients learnt outside it, in a unit that is the same
   * for all folds.
   *
   * @param weights falling weights of the penalty
   * @return for each weight, the sum over the rows of the fold
   */
  double[] squaredErrors(int fold, double[] weights, double mixing);
}
