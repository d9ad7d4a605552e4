package dev.dml.analysis.sensitivity;

import dev.dml.inference.Estimate;
import dev.dml.inference.Magnitude;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.model.SensitivityElements;

/**
 * How far a confounder that nobody observed can move the estimate of one repetition: by at most
 * strength times B = &sigma; &nu;.
 *
 * <p>The influence of an observation on B is &psi;<sub>B</sub> = (&sigma;&sup2;
 * &psi;<sub>&nu;&sup2;</sub> + &nu;&sup2; &psi;<sub>&sigma;&sup2;</sub>) / (2B), that on &theta; is
 * &minus;&psi; / J, so that on a bound &theta; &plusmn; cB is &minus;&psi; / J &plusmn; c
 * &psi;<sub>B</sub>.
 *
 * <p>Source: Chernozhukov, Cinelli, Newey, Sharma and Syrgkanis (2022), Theorem 4.
 *
 * @param estimate the estimate without a confounder
 * @param sigma &sigma;, the root mean square of the residual of the outcome
 * @param nu &nu;, the root mean square of the Riesz representer
 * @param biasError the standard error of B
 * @param correlation the correlation of the estimate with B
 * @param fallsBack whether the orthogonal form of &nu;&sup2; was not positive, so that it is
 *     E<sub>n</sub>[&alpha;&sup2;]
 */
public record OmittedVariableBias(
    Estimate estimate,
    double sigma,
    double nu,
    double biasError,
    double correlation,
    boolean fallsBack) {

  /** The bias of an estimate, under its sampling design. */
  static OmittedVariableBias of(Solution solution, SensitivityElements elements) {
    return Bias.of(solution.design(), elements).of(solution);
  }

  /** By the mean squares of sum and difference, since a design knows squares alone. */
  static double correlation(SamplingDesign design, double[] left, double[] right) {
    double[] x = standardised(design, left);
    double[] y = standardised(design, right);
    double[] sum = new double[x.length];
    double[] difference = new double[x.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = x[i] + y[i];
      difference[i] = x[i] - y[i];
    }
    return Math.clamp((design.meanSquare(sum) - design.meanSquare(difference)) / 4, -1, 1);
  }

  private static double[] standardised(SamplingDesign design, double[] values) {
    double[] reduced = Magnitude.of(values).reduced(values);
    double size = Math.sqrt(design.meanSquare(reduced));
    if (size > 0) {
      for (int i = 0; i < reduced.length; i++) {
        reduced[i] /= size;
      }
    }
    return reduced;
  }

  /** The bias of a confounder of strength 1. */
  public double bias() {
    return sigma * nu;
  }

  /**
   * The bound of the estimate under a confounder, with its own standard error.
   *
   * @param strength the strength c, negative for the lower bound
   */
  public Estimate bound(double strength) {
    double own = estimate.standardError();
    double added = strength * biasError;
    double unit = Math.max(own, Math.abs(added));
    double error =
        unit == 0
            ? 0
            : unit
                * Math.sqrt(
                    Math.max(
                        0,
                        own / unit * (own / unit)
                            + 2 * correlation * (own / unit) * (added / unit)
                            + added / unit * (added / unit)));
    return new Estimate(estimate.coefficient() + strength * bias(), error);
  }
}
