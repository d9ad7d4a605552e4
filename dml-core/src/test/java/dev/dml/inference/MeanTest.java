package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeanTest {

  /** By hand: the sum is 2, but adding in order without compensation gives 0. */
  @Test
  void smallTermsAreNotLostBesideLargeOnes() {
    assertThat(Mean.of(new double[] {1, 1e100, 1, -1e100})).isEqualTo(0.5);
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
