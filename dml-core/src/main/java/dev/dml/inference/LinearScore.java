package dev.dml.inference;

import java.util.Arrays;

/**
 * A Neyman-orthogonal score that is linear in the parameter, &psi;(&theta;) = &theta;
 * &psi;<sub>a</sub> + &psi;<sub>b</sub>, evaluated at every observation.
 *
 * <p>Source: Chernozhukov, Chetverikov, Demirer, Duflo, Hansen, Newey and Robins,
 * <i>Double/debiased machine learning for treatment and structural parameters</i>, The Econometrics
 * Journal 21 (2018), Definition 3.2 (DML2) and Theorem 3.2.
 */
public final class LinearScore {

  /** Below this share of its own scale the derivative of the score is zero but for rounding. */
  private static final double SINGULAR = 1e-12;

  private final double[] a;
  private final double[] b;

  /** The unit of the parameter, because both parts are kept in units of their own. */
  private final Magnitude unit;

  /**
   * The score with these two parts.
   *
   * @param a &psi;<sub>a</sub> by observation
   * @param b &psi;<sub>b</sub> by observation
   */
  public LinearScore(double[] a, double[] b) {
    this(a, b, Magnitude.ONE);
  }

  /**
   * The score of a parameter that is measured in some unit.
   *
   * @param unit by which the root of the two parts is multiplied
   */
  public LinearScore(double[] a, double[] b, Magnitude unit) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(
          "both parts of a score need the same number of observations, but have "
              + a.length
              + " and "
              + b.length);
    }
    Magnitude ofA = Magnitude.of(a);
    Magnitude ofB = Magnitude.of(b);
    this.a = ofA.reduced(a);
    this.b = ofB.reduced(b);
    this.unit = ofB.over(ofA).times(unit);
  }

  /**
   * The score of the difference of two parameters whose scores have the same part
   * &psi;<sub>a</sub>, such as two averages over the same rows: its influence values are the
   * differences of theirs.
   *
   * @throws IllegalArgumentException if that part differs
   */
  public LinearScore minus(LinearScore other) {
    if (!Arrays.equals(a, other.a)) {
      throw new IllegalArgumentException(
          "a difference needs two scores that have the same derivative in every row");
    }
    double[] difference = new double[b.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = unit.restored(b[i]) - other.unit.restored(other.b[i]);
    }
    return new LinearScore(a, difference);
  }

  /** The unit of the parameter, a root of the reduced parts. */
  Magnitude unit() {
    return unit;
  }

  /** &psi;<sub>a</sub> by observation, reduced. */
  double[] slope() {
    return a;
  }

  /** &psi;<sub>b</sub> by observation, reduced. */
  double[] constant() {
    return b;
  }

  /**
   * &psi;<sub>a</sub> by observation, reduced as {@link #constant}, for a parameter in some unit.
   */
  double[] slope(Magnitude ofParameter) {
    Magnitude factor = ofParameter.over(unit);
    return Arrays.stream(a).map(factor::restored).toArray();
  }

  /** &psi;<sub>b</sub> by observation, reduced as {@link #slope}, for a parameter in some unit. */
  double[] constant(Magnitude ofParameter) {
    double[] constant = new double[b.length];
    Magnitude factor = unit.over(ofParameter);
    for (int i = 0; i < constant.length; i++) {
      constant[i] = factor.restored(b[i]);
    }
    return constant;
  }

  /**
   * The parameter that sets the mean score to zero, &theta; =
   * &minus;E<sub>n</sub>[&psi;<sub>b</sub>] / E<sub>n</sub>[&psi;<sub>a</sub>].
   *
   * @param design how the observations were sampled
   * @throws UnidentifiedException if J = E<sub>n</sub>[&psi;<sub>a</sub>] is zero but for rounding,
   *     or not finite
   */
  public Solution solve(SamplingDesign design) {
    double derivative = design.mean(a);
    double scale = design.mean(sizes(a));
    if (!(Math.abs(derivative) > SINGULAR * scale) || !Double.isFinite(derivative)) {
      throw new UnidentifiedException(
          "the effect is not identified: the mean derivative of the score is "
              + derivative
              + " while its mean absolute value is "
              + scale
              + "; the covariates explain the treatment (or the instrument is unrelated to it)"
              + " completely");
    }
    double theta = -design.mean(b) / derivative;
    double[] score = new double[a.length];
    for (int i = 0; i < score.length; i++) {
      score[i] = theta * a[i] + b[i];
    }
    return new Solution(theta, score, derivative, unit, design);
  }

  private static double[] sizes(double[] values) {
    double[] sizes = new double[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[i]);
    }
    return sizes;
  }
}
