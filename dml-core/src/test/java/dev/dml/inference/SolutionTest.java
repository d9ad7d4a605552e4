package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SolutionTest {

  /**
   * By hand: theta = 1.5, psi at theta = -0.5, 1.5, -1 and J = -4/3, so that the influence values
   * -psi / J are those times 3/4.
   */
  @Test
  void theInfluenceOfAnObservationIsItsScoreOverTheDerivative() {
    Solution solution =
        new LinearScore(new double[] {-1, -1, -2}, new double[] {1, 3, 2})
            .solve(SamplingDesign.independent(3));
    assertThat(solution.influence())
        .containsExactly(new double[] {-0.375, 1.125, -0.75}, within(1e-15));
  }

  /** The variance of a mean of influence values is their mean square over n. */
  @Test
  void theStandardErrorIsThatOfTheMeanOfTheInfluenceValues() {
    Solution solution =
        new LinearScore(new double[] {-1, -1, -2}, new double[] {1, 3, 2})
            .solve(SamplingDesign.independent(3));
    double squares = 0;
    for (double value : solution.influence()) {
      squares += value * value;
    }
    assertThat(solution.estimate().standardError())
        .isCloseTo(Math.sqrt(squares) / 3, within(1e-15));
  }

  /** A power of two changes no digit: 2^700 in the outcome is 2^700 in the influence values. */
  @Test
  void theInfluenceValuesAreInTheUnitOfTheEstimate() {
    double[] a = {-1, -1, -2};
    Solution small =
        new LinearScore(a, new double[] {1, 3, 2}).solve(SamplingDesign.independent(3));
    Solution large =
        new LinearScore(a, new double[] {0x1p700, 3 * 0x1p700, 2 * 0x1p700})
            .solve(SamplingDesign.independent(3));
    for (int i = 0; i < a.length; i++) {
      assertThat(large.influence()[i]).isEqualTo(0x1p700 * small.influence()[i]);
    }
  }
}
