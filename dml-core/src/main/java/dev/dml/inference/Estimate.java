package dev.dml.inference;

/**
 * A coefficient with its standard error, from one repetition of cross-fitting.
 *
 * @param coefficient the estimate of the causal parameter
 * @param standardError its standard error, at least 0
 */
public record Estimate(double coefficient, double standardError) {

  /** Checks that both numbers are finite. */
  public Estimate {
    if (!Double.isFinite(coefficient)) {
      throw new IllegalArgumentException("coefficient must be finite, but was " + coefficient);
    }
    if (!(standardError >= 0 && Double.isFinite(standardError))) {
      throw new IllegalArgumentException(
          "standard error must be finite and at least 0, but was " + standardError);
    }
  }
}
