package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanTest {

  /** By hand: the sum is 2, but adding in order without compensation gives 0. */
  @Test
  void smallTermsAreNotLostBesideLargeOnes() {
    assertThat(Mean.of(new double[] {1, 1e100, 1, -1e100})).isEqualTo(0.5);
  }

  /** By hand: 999,998 ones are left, which a plain sum loses all beside the large terms. */
  @Test
  void manySmallTermsAreNotLostBesideLargeOnes() {
    int n = 1_000_000;
    assertThat(Mean.of(n, i -> i == 0 ? 1e100 : i == n - 1 ? -1e100 : 1)).isEqualTo(999_998.0 / n);
  }

  /**
   * By hand: ten million times the double nearest to 0.1, whose mean is itself; a plain sum is off
   * by 1.6e-10.
   */
  @Test
  void theErrorDoesNotGrowWithTheNumberOfTerms() {
    assertThat(Mean.of(10_000_000, i -> 0.1)).isEqualTo(0.1);
  }

  @Test
  void theMeanOfNothingIsNotANumber() {
    assertThat(Mean.of(new double[0])).isNaN();
  }
}
