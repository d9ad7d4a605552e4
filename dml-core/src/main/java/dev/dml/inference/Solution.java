package dev.dml.inference;

import java.util.List;

/**
 * The root of a score in one repetition of cross-fitting, with what every observation contributes
 * to it.
 *
 * <p>With J = E<sub>n</sub>[&part;&psi;/&part;&theta;], the estimate is asymptotically the mean of
 * influence values: &theta;&#770; &minus; &theta; &asymp; E<sub>n</sub>[&minus;&psi; / J]. Standard
 * errors, joint intervals, differences of estimates, bounds and effects of groups are functions of
 * these values.
 *
 * <p>Source: Chernozhukov et al. (2018), Theorem 3.2.
 */
public final class Solution {

  private final double theta;
  private final double[] score;
  private final double derivative;
  private final Magnitude unit;
  private final SamplingDesign design;

  /**
   * A root.
   *
   * @param theta the root, in reduced units
   * @param score &psi;(&theta;) by observation, in reduced units
   * @param derivative J, in reduced units
   * @param unit by which root and influence values are multiplied
   */
  Solution(double theta, double[] score, double derivative, Magnitude unit, SamplingDesign design) {
    this.theta = theta;
    this.score = score;
    this.derivative = derivative;
    this.unit = unit;
    this.design = design;
  }

  /**
   * The weighted sum of solutions on the same observations.
   *
   * @param weights of the solutions
   * @param added what is added to its influence values, by observation
   */
  public static Solution average(List<Solution> solutions, List<Double> weights, double[] added) {
    double theta = 0;
    double[] influence = added.clone();
    for (int i = 0; i < solutions.size(); i++) {
      Solution solution = solutions.get(i);
      double weight = weights.get(i);
      theta += weight * solution.unit.restored(solution.theta);
      for (int row = 0; row < influence.length; row++) {
        influence[row] +=
            weight * solution.unit.restored(-solution.score[row] / solution.derivative);
      }
    }
    Magnitude unit = Magnitude.of(influence);
    double[] score = unit.reduced(influence);
    for (int row = 0; row < score.length; row++) {
      score[row] = -score[row];
    }
    return new Solution(
        unit.reduced(new double[] {theta})[0], score, 1, unit, solutions.getFirst().design);
  }

  /** The estimate with its standard error, the root of the mean square of &psi; over J&sup2; n. */
  public Estimate estimate() {
    double variance = design.meanSquare(score) / (derivative * derivative) / design.units();
    double standardError = Math.sqrt(variance);
    if (!Double.isFinite(unit.restored(Math.abs(theta) + standardError))) {
      throw new UnidentifiedException(
          "the effect is beyond the range of doubles: give outcome or treatment in another unit");
    }
    return new Estimate(unit.restored(theta), unit.restored(standardError));
  }

  /** The influence values &minus;&psi; / J by observation, in the unit of the estimate. */
  public double[] influence() {
    double[] influence = new double[score.length];
    for (int i = 0; i < influence.length; i++) {
      influence[i] = unit.restored(-score[i] / derivative);
    }
    return influence;
  }

  /** What each sampled unit contributes to the error of the estimate. */
  public double[] contributions() {
    return design.contributions(influence());
  }

  /** How the observations were sampled. */
  public SamplingDesign design() {
    return design;
  }
}
