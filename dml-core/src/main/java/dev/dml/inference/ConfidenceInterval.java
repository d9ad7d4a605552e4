package dev.dml.inference;

import org.apache.commons.math3.special.Erf;

/**
 * A two-sided confidence interval from the normal approximation.
 *
 * @param level the probability with which it covers, in (0, 1)
 * @param lower its lower bound
 * @param upper its upper bound
 */
public record ConfidenceInterval(double level, double lower, double upper) {

  /** Checks the level and the order of the bounds. */
  public ConfidenceInterval {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "confidence level must be between 0 and 1, but was " + level);
    }
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower bound " + lower + " must not exceed upper bound " + upper);
    }
  }

  /**
   * The interval coefficient &plusmn; z standard errors, with z the (1 + level) / 2 quantile of the
   * normal.
   */
  public static ConfidenceInterval of(Estimate estimate, double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "confidence level must be between 0 and 1, but was " + level);
    }
    double halfWidth = Math.sqrt(2) * Erf.erfInv(level) * estimate.standardError();
    return new ConfidenceInterval(
        level, estimate.coefficient() - halfWidth, estimate.coefficient() + halfWidth);
  }

  /** Upper minus lower bound. */
  public double length() {
    return upper - lower;
  }
}
