package dev.dml.learner.penalized;

/** The training rows of a penalised regression, divided into folds, and what it minimises. */
public interface PenalizedSample {

  /** A ridge has no such weight; glmnet begins its path where this share of an L1 penalty would. */
  double LEAST_MIXING_FOR_PATH = 0.001;

  /** The smallest weight of the penalty for which all coefficients are 0. */
  double largestWeight();

  /** A solver on all training rows that starts at some coefficients. */
  PathSolver solver(double[] start, Precision precision);

  /** The share of the training rows' deviance from a constant that coefficients explain. */
  double explained(double[] coefficients);

  /**
   * The deviance in a fold of the coefficients learnt outside it, in a unit that is the same for
   * all folds: squared errors for a mean.
   *
   * @param weights falling weights of the penalty
   * @return for each weight, the sum over the rows of the fold
   */
  double[] deviances(int fold, double[] weights);

  /** How many of some falling weights may be chosen; the others cost time alone. */
  default int worthTrying(double[] weights) {
    return weights.length;
  }

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

    public double tolerance() {
      return tolerance;
    }
  }
}
