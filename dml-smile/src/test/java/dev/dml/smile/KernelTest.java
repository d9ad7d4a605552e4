package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KernelTest {

  private static final double[] U = {1, 1, 1, 1, 0, 0, 0, 0};
  private static final double[] V = {3, 0, 0, 0, 0, 0, 0, 0};

  /** From the first element 4, from the next three 1 each. */
  private static final double SQUARED_DISTANCE = 4 + 3;

  @Test
  void theyAreTheirFormulas() {
    assertThat(Kernel.GAUSSIAN.of(1.5, 8).k(U, V))
        .isCloseTo(Math.exp(-SQUARED_DISTANCE / (2 * 1.5 * 1.5)), within(1e-15));
    assertThat(Kernel.LAPLACIAN.of(1.5, 8).k(U, V))
        .isCloseTo(Math.exp(-Math.sqrt(SQUARED_DISTANCE) / 1.5), within(1e-15));
    assertThat(Kernel.LINEAR.of(1.5, 8).k(U, V)).isEqualTo(3);
  }

  @Test
  void theLengthScaleZeroIsGammaOfOneOverTheNumberOfColumns() {
    assertThat(Kernel.GAUSSIAN.of(0, 8).k(U, V))
        .isCloseTo(Math.exp(-SQUARED_DISTANCE / 8), within(1e-15));
  }
}
