package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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

  /**
   * Estimates 1.5 and -2 with weights 2 and 0.5 are 2; influence values are summed alike, with what
   * is added. Those of the second are b + 2.
   */
  @Test
  void anAverageSumsEstimatesAndInfluenceValues() {
    SamplingDesign design = SamplingDesign.independent(3);
    Solution first =
        new LinearScore(new double[] {-1, -1, -2}, new double[] {1, 3, 2}).solve(design);
    Solution second =
        new LinearScore(new double[] {-1, -1, -1}, new double[] {-1, -2, -3}).solve(design);
    Solution average =
        Solution.average(List.of(first, second), List.of(2.0, 0.5), new double[] {1, -1, 0});
    assertThat(average.estimate().coefficient()).isEqualTo(2);
    // 2 (-0.375, 1.125, -0.75) + 0.5 (1, 0, -1) + (1, -1, 0)
    assertThat(average.influence()).containsExactly(new double[] {0.75, 1.25, -2}, within(1e-15));
    // Their mean is the error of the estimate.
    assertThat(average.contributions())
        .containsExactly(new double[] {0.25, 1.25 / 3, -2.0 / 3}, within(1e-15));
    assertThat(average.design()).isSameAs(design);
  }

  /** 1e200 / 1e-200 is; 1e308 is not. */
  @Test
  void anEstimateBeyondTheRangeOfDoublesIsRefused() {
    Solution solution =
        new LinearScore(new double[] {-1, -1}, new double[] {1e308, -1e308})
            .solve(SamplingDesign.independent(2));
    assertThat(solution.estimate().coefficient()).isZero();
    Solution shifted =
        new LinearScore(new double[] {-1e-200, -1e-200}, new double[] {1e200, 1e200})
            .solve(SamplingDesign.independent(2));
    assertThatThrownBy(shifted::estimate)
        .isInstanceOf(UnidentifiedException.class)
        .hasMessage(
            "the effect is beyond the range of doubles: give outcome or treatment in another unit");
  }
}
