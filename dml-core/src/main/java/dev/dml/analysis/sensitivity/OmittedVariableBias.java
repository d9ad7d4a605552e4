package dev.dml.analysis.sensitivity;

import dev.dml.inference.Estimate;
import dev.dml.inference.Magnitude;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.model.SensitivityElements;
import java.util.List;

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

  /**
   * The bias of an average of estimates: at most the average of theirs, by the absolute weights;
   * its &sigma; is B, and its &nu; is 1.
   *
   * @param elements of each estimate
   * @param weights its weight in the average
   */
  static OmittedVariableBias ofAverage(
      Solution average, List<SensitivityElements> elements, List<Double> weights) {
    SamplingDesign design = average.design();
    double[] influence = new double[design.rows()];
    double bias = 0;
    boolean fallsBack = false;
    for (int i = 0; i < elements.size(); i++) {
      Bias one = Bias.of(design, elements.get(i));
      double weight = Math.abs(weights.get(i));
      bias += weight * one.unit().restored(Math.sqrt(one.sigma2 * one.nu2));
      fallsBack |= one.fallsBack;
      for (int row = 0; row < influence.length; row++) {
        influence[row] += weight * one.unit().restored(one.influence[row]);
      }
    }
    return new OmittedVariableBias(
        average.estimate(),
        bias,
        1,
        Math.sqrt(design.meanSquare(influence) / design.units()),
        correlation(design, average.influence(), influence),
        fallsBack);
  }

  /** &sigma;&sup2;, &nu;&sup2; and the influence values of B, in reduced units. */
  // Large, made for one use and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Bias(
      double sigma2,
      double nu2,
      double[] influence,
      boolean fallsBack,
      Magnitude ofResidual,
      Magnitude ofRepresenter) {

    static Bias of(SamplingDesign design, SensitivityElements elements) {
      Magnitude ofResidual = Magnitude.of(elements.residual());
      Magnitude ofRepresenter = Magnitude.of(elements.representer());
      double size = design.mean(elements.members());
      double[] squares = squares(ofResidual.reduced(elements.residual()));
      double sigma2 = design.mean(squares) / size;
      double[] alpha2 = squares(ofRepresenter.reduced(elements.representer()));
      double[] orthogonal =
          orthogonal(ofRepresenter.times(ofRepresenter).reduced(elements.moment()), alpha2);
      double nu2 = design.mean(orthogonal) / size;
      boolean fallsBack = !(nu2 > 0 && Double.isFinite(nu2));
      if (fallsBack) {
        orthogonal = alpha2;
        nu2 = design.mean(alpha2) / size;
      }
      double[] influence =
          biasInfluence(elements.members(), size, squares, sigma2, orthogonal, nu2);
      return new Bias(sigma2, nu2, influence, fallsBack, ofResidual, ofRepresenter);
    }

    Magnitude unit() {
      return ofResidual.times(ofRepresenter);
    }

    OmittedVariableBias of(Solution solution) {
      SamplingDesign design = solution.design();
      double error = Math.sqrt(design.meanSquare(influence) / design.units());
      return new OmittedVariableBias(
          solution.estimate(),
          ofResidual.restored(Math.sqrt(sigma2)),
          ofRepresenter.restored(Math.sqrt(nu2)),
          unit().restored(error),
          correlation(design, solution.influence(), influence),
          fallsBack);
    }
  }

  private static double[] squares(double[] values) {
    double[] squares = new double[values.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }

  private static double[] orthogonal(double[] moment, double[] alpha2) {
    double[] orthogonal = new double[moment.length];
    for (int i = 0; i < orthogonal.length; i++) {
      orthogonal[i] = 2 * moment[i] - alpha2[i];
    }
    return orthogonal;
  }

  /** The influence of every observation on B, which has none where B is zero. */
  private static double[] biasInfluence(
      double[] members,
      double size,
      double[] squares,
      double sigma2,
      double[] orthogonal,
      double nu2) {
    double bias = Math.sqrt(sigma2 * nu2);
    double[] influence = new double[squares.length];
    for (int i = 0; i < influence.length; i++) {
      if (bias > 0 && members[i] == 1) {
        influence[i] =
            (sigma2 * (orthogonal[i] - nu2) + nu2 * (squares[i] - sigma2)) / (2 * bias * size);
      }
    }
    return influence;
  }

  /** By the mean squares of sum and difference, since a design knows squares alone. */
  private static double correlation(SamplingDesign design, double[] left, double[] right) {
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
