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
}
