package dev.dml.learner;

/** The training rows of a penalised regression, standardised, in a form its solvers can use. */
sealed interface PenalizedSample permits TallSample, WideSample {

  /** The largest correlation of the outcome with a column, without its sign. */
  double largestCorrelation();

  /** A solver on all training rows that starts at some coefficients. */
  PathSolver solver(double mixing, double[] start, Precision precision);

  /** The share of the variance of the outcome in the training rows that coefficients explain. */
  double explained(double[] coefficients);

  /**
   * The squared errors in a fold of the coefficients learnt outside it, in a unit that is the same
   * for all folds.
   *
   * @param weights falling weights of the penalty
   * @return for each weight, the sum over the rows of the fold
   */
  double[] squaredErrors(int fold, double[] weights, double mixing);

  /** How far the slopes may be from the optimality conditions, in correlations. */
  enum Precision {
    /** For comparing candidates. */
    COARSE(1e-4),
    /** For the coefficients that predict. */
    FINE(1e-11);

    private final double tolerance;

    Precision(double tolerance) {
      this.tolerance = tolerance;
    }

    double tolerance() {
      return tolerance;
    }
  }
}
