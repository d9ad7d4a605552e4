package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearScoreTest {

  /**
   * By hand: theta = (1 + 3 + 2) / (1 + 1 + 2) = 1.5; scores at theta are -0.5, 1.5, -1, so their
   * mean square is 3.5 / 3 and the standard error sqrt(3.5 / 3 / (4/3)^2 / 3).
   */
  @Test
  void theRootAndItsStandardError() {
    Estimate estimate =
        new LinearScore(new double[] {-1, -1, -2}, new double[] {1, 3, 2})
            .solve(SamplingDesign.independent(3))
            .estimate();
    assertThat(estimate.coefficient()).isEqualTo(1.5);
    assertThat(estimate.standardError())
        .isCloseTo(Math.sqrt(3.5 / 3 / (16.0 / 9) / 3), within(1e-15));
  }

  @Test
  void aScoreWithoutDerivativeDoesNotIdentifyTheEffect() {
    assertThatThrownBy(
            () ->
                new LinearScore(new double[] {1, -1}, new double[] {1, 2})
                    .solve(SamplingDesign.independent(2)))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessage(
            "the effect is not identified: the mean derivative of the score is 0.0 while its mean"
                + " absolute value is 1.0; the covariates explain the treatment (or the instrument"
                + " is unrelated to it) completely");
  }

  @Test
  void partsOfDifferentLengthAreRefused() {
    assertThatThrownBy(() -> new LinearScore(new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both parts of a score need the same number of observations, but have 1 and 2");
  }

  /** 3 - 1.5 = 1.5, with the first in a unit of 2^600, the second in one of its own. */
  @Test
  void theRootOfADifferenceIsThatOfTheParameters() {
    double[] a = {-1, -1, -2};
    LinearScore one = new LinearScore(a, new double[] {2, 6, 4});
    LinearScore other = new LinearScore(a, new double[] {1, 3, 2});
    assertThat(root(one.minus(other))).isEqualTo(1.5);
    LinearScore inUnit = new LinearScore(a, new double[] {2, 6, 4}, new Magnitude(600));
    assertThat(root(inUnit.minus(other))).isEqualTo(3 * 0x1p600);
  }

  private static double root(LinearScore score) {
    return score.solve(SamplingDesign.independent(3)).estimate().coefficient();
  }

  @Test
  void scoresWithOtherDerivativesHaveNoDifference() {
    LinearScore one = new LinearScore(new double[] {-1, -1}, new double[] {1, 2});
    LinearScore other = new LinearScore(new double[] {-1, -0.5}, new double[] {1, 2});
    assertThatThrownBy(() -> one.minus(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a difference needs two scores that have the same derivative in every row");
  }

  /** By hand 48 / 4 = 12, in units of 2^50, whichever of the two parts is in that unit. */
  @Test
  void eitherPartCanBeForAParameterInAnotherUnit() {
    LinearScore score = new LinearScore(new double[] {-1, -3}, new double[] {40, 8});
    Magnitude unit = new Magnitude(50);
    assertThat(root(score.slope(unit), score.constant())).isEqualTo(12 / 0x1p50);
    assertThat(root(score.slope(), score.constant(unit))).isEqualTo(12 / 0x1p50);
  }

  private static double root(double[] slope, double[] constant) {
    return -(constant[0] + constant[1]) / (slope[0] + slope[1]);
  }
}
