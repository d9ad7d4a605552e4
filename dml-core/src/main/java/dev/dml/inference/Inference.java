package dev.dml.inference;

import org.apache.commons.math3.special.Erf;

/**
 * What is said about one coefficient after aggregation over repetitions.
 *
 * @param coefficient the aggregated coefficient
 * @param standardError its standard error
 * @param t coefficient / standard error
 * @param p the two-sided p-value of a zero coefficient; 0 only where it is below the smallest
 *     double
 * @param interval the confidence interval
 */
public record Inference(
    double coefficient, double standardError, double t, double p, ConfidenceInterval interval) {

  /**
   * Everything from one coefficient and standard error: t, p = 2&Phi;(&minus;|t|) and the interval
   * agree.
   */
  public static Inference of(Estimate estimate, double level) {
    double t = estimate.coefficient() / estimate.standardError();
    return new Inference(
        estimate.coefficient(),
        estimate.standardError(),
        t,
        twoSided(t),
        ConfidenceInterval.of(estimate, level));
  }

  /**
   * The two-sided p-value 2&Phi;(&minus;|t|) = erfc(|t| / &radic;2), accurate also where 1 &minus;
   * &Phi;(|t|) would have rounded to zero.
   */
  static double twoSided(double t) {
    return Erf.erfc(Math.abs(t) / Math.sqrt(2));
  }
}
