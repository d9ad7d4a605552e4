package dev.dml.inference;

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
   * The parameter that sets the mean score to zero, &theta; =
   * &minus;E<sub>n</sub>[&psi;<sub>b</sub>] / E<sub>n</sub>[&psi;<sub>a</sub>], with its standard
   * error sqrt(E<sub>n</sub>[&psi;(&theta;)<sup>2</sup>] / J<sup>2</sup> / n).
   *
   * <p>The variance has divisor n, without a correction for degrees of freedom.
   *
   * @throws UnidentifiedException if J is zero but for rounding, or not finite
   */
  public Estimate solve() {
    double derivative = Mean.of(a);
    double scale =
        Mean.ofBlocks(
            a.length,
            (from, count, block) -> {
              for (int i = 0; i < count; i++) {
                block[i] = Math.abs(a[from + i]);
              }
            });
    if (!(Math.abs(derivative) > SINGULAR * scale) || !Double.isFinite(derivative)) {
      throw new UnidentifiedException(
          "the effect is not identified: the mean derivative of the score is "
              + derivative
              + " while its mean absolute value is "
              + scale
              + "; the covariates explain the treatment (or the instrument is unrelated to it)"
              + " completely");
    }
    double theta = -Mean.of(b) / derivative;
    double meanSquare =
        Mean.ofBlocks(
            a.length,
            (from, count, block) -> {
              for (int i = 0; i < count; i++) {
                double score = theta * a[from + i] + b[from + i];
                block[i] = score * score;
              }
            });
    double standardError = Math.sqrt(meanSquare / (derivative * derivative) / a.length);
    if (!Double.isFinite(unit.restored(Math.abs(theta) + standardError))) {
      throw new UnidentifiedException(
          "the effect is beyond the range of doubles: give outcome or treatment in another unit");
    }
    return new Estimate(unit.restored(theta), unit.restored(standardError));
  }
}
