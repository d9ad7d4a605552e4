package dev.dml.learner.ensemble;

import dev.dml.learner.Target;
import java.util.Locale;
import java.util.OptionalInt;

/** What the weights of candidates make small. */
public enum CombinationLoss {
  /** The mean of the squared differences of outcome and prediction. */
  SQUARED_ERROR,
  /**
   * The mean of &minus;log of the predicted probability of what happened, for predictions that are
   * probabilities.
   */
  LOG_LOSS,
  /** {@link #LOG_LOSS} of probabilities, {@link #SQUARED_ERROR} of means. */
  BY_TARGET;

  /** The same for what predictions are. */
  public CombinationLoss of(Target target) {
    if (this != BY_TARGET) {
      return this;
    }
    return target == Target.PROBABILITY ? LOG_LOSS : SQUARED_ERROR;
  }

  /**
   * The weights with sum 1 of the smallest loss, all at least 0 but, with the squared error, for
   * that of one candidate.
   *
   * @param free the candidate whose weight may be negative
   */
  double[] minimum(double[] y, double[][] predictions, double[] importance, OptionalInt free) {
    return switch (this) {
      case SQUARED_ERROR -> SimplexLeastSquares.of(y, predictions, importance).weights(free);
      case LOG_LOSS -> new MixtureLikelihood(y, predictions, importance).weights();
      case BY_TARGET -> throw new IllegalStateException("the target is not known");
    };
  }

  /** The position of the candidate with the smallest loss; the first of equals. */
  int smallest(double[] y, double[][] predictions, double[] importance) {
    return switch (this) {
      case SQUARED_ERROR -> SimplexLeastSquares.of(y, predictions, importance).smallest();
      case LOG_LOSS -> new MixtureLikelihood(y, predictions, importance).largest();
      case BY_TARGET -> throw new IllegalStateException("the target is not known");
    };
  }

  /** The name in a spec, such as {@code squared-error}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
