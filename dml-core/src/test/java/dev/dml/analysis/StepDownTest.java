package dev.dml.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepDownTest {

  /** Three hypotheses, four draws. */
  private static final double[][] DRAWS = {{0.5, -2.5, 1, 0}, {1, 0, -3.5, 2}, {0, 1, 0.5, -1.5}};

  /**
   * By hand: the largest of all is 1, 2.5, 3.5, 2, which reach 3 once; without the first 1, 1, 3.5,
   * 2, which reach 1.5 twice; of the last alone 0, 1, 0.5, 1.5, which reach 0.4 three times.
   */
  @Test
  void eachStatisticIsComparedWithTheLargestOfThoseLeft() {
    double[] statistics = {3, 1.5, 0.4};
    assertThat(StepDown.romanoWolf(statistics, DRAWS, 0)).containsExactly(0.25, 0.5, 0.75);
    assertThat(StepDown.romanoWolf(statistics, DRAWS, 1)).containsExactly(0.4, 0.6, 0.8);
  }

  /** By hand: the second would have 0.5, and has the 0.75 of the one before. */
  @Test
  void noneIsSmallerThanTheOneBefore() {
    // The first is compared with all: 1, 2.5, 3.5 and 2 reach 1.2 three times; the last two of the
    // second and third, 1, 1, 3.5, 2, reach 1.1 twice.
    assertThat(StepDown.romanoWolf(new double[] {1.2, 1.1, 0.1}, DRAWS, 0))
        .containsExactly(0.75, 0.75, 0.75);
  }

  /** By hand, with 3 hypotheses: 3 x 0.01; 2 x 0.02 = 0.04; 1 x 0.03 raised to 0.04. */
  @Test
  void holmMultipliesWithTheNumberOfThoseLeft() {
    assertThat(StepDown.holm(new double[] {0.03, 0.01, 0.02})).containsExactly(0.04, 0.03, 0.04);
  }

  @Test
  void bonferroniMultipliesWithTheNumberOfAll() {
    assertThat(StepDown.bonferroni(new double[] {0.5, 0.01})).containsExactly(1, 0.02);
  }
}
