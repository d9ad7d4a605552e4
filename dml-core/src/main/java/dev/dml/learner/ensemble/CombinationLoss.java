package dev.dml.learner.ensemble;

import java.util.Locale;

/** What the weights of candidates make small. */
public enum CombinationLoss {
  /** The mean of the squared differences of outcome and prediction. */
  SQUARED_ERROR,
  /**
   * The mean of &minus;log of the predicted probability of what happened, for predictions that are
   * probabilities.
   */
  LOG_LOSS;

  /** The weights, at least 0 and with sum 1, of the smallest loss. */
  double[] minimum(double[] y, double[][] predictions, double[] importance) {
    return switch (this) {
      case SQUARED_ERROR -> SimplexLeastSquares.of(y, predictions, importance).weights();
      case LOG_LOSS -> new MixtureLikelihood(y, predictions, importance).weights();
    };
  }

  /** The position of the candidate with the smallest loss; the first of equals. */
  int smallest(double[] y, double[][] predictions, double[] importance) {
    return switch (this) {
      case SQUARED_ERROR -> SimplexLeastSquares.of(y, predictions, importance).smallest();
      case LOG_LOSS -> new MixtureLikelihood(y, predictions, importance).largest();
    };
  }

  /** The name in a spec, such as {@code squared-error}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
