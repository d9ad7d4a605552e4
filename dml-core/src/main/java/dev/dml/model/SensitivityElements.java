package dev.dml.model;

import java.util.Arrays;

/**
 * What bounds the bias by a confounder that nobody observed, for every observation: the residual of
 * the outcome, and the Riesz representer &alpha; of the estimand, with which the estimand is
 * E[&alpha;(W) y].
 *
 * <p>With &sigma;&sup2; = E[residual&sup2;] and &nu;&sup2; = E[2 m(W, &alpha;) &minus;
 * &alpha;&sup2;], which is E[&alpha;&sup2;] in a form that errors of &alpha; change only in second
 * order, a confounder of strength c moves the estimate by at most c &sigma; &nu;.
 *
 * <p>Source: Chernozhukov, Cinelli, Newey, Sharma and Syrgkanis, <i>Long story short: omitted
 * variable bias in causal machine learning</i>, NBER Working Paper 30302, 2022, sections 2 and 4.
 *
 * @param residual the outcome less its prediction from treatment and covariates
 * @param representer &alpha;
 * @param moment m(W, &alpha;), the estimand's functional applied to &alpha; in place of the
 *     regression function
 * @param members 1 for the observations that the estimand is about, over which all means are, and 0
 *     for others
 */
// Large, made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record SensitivityElements(
    double[] residual, double[] representer, double[] moment, double[] members) {

  /**
   * Those of the difference of two estimands of the same regression whose representers are never
   * both other than zero, such as average outcomes at two levels: what one functional says of the
   * other representer is zero. Where the two have learnt the regression apart, so that it has two
   * residuals, the mean of their squares counts.
   */
  public SensitivityElements minus(SensitivityElements other) {
    double[] difference = new double[representer.length];
    double[] both = new double[moment.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = representer[i] - other.representer[i];
      both[i] = moment[i] + other.moment[i];
    }
    return new SensitivityElements(commonResidual(other), difference, both);
  }

  private double[] commonResidual(SensitivityElements other) {
    if (Arrays.equals(residual, other.residual)) {
      return residual;
    }
    double[] common = new double[residual.length];
    for (int i = 0; i < common.length; i++) {
      common[i] = StrictMath.hypot(residual[i], other.residual[i]) / Math.sqrt(2);
    }
    return common;
  }

  /** Checks the lengths; the arrays are not copied. */
  public SensitivityElements {
    if (residual.length != representer.length || residual.length != moment.length) {
      throw new IllegalArgumentException(
          "residual, representer and moment need the same number of observations, but have "
              + residual.length
              + ", "
              + representer.length
              + " and "
              + moment.length);
    }
  }

  /** The elements of an estimand that is about all observations. */
  public SensitivityElements(double[] residual, double[] representer, double[] moment) {
    this(residual, representer, moment, ones(residual.length));
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
