package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ErrorsTest {

  private static final double NONE = Double.NaN;

  /** Errors of 3 and 4 in two repetitions: sqrt((9 + 16) / 2). */
  @Test
  void anErrorIsTakenOverAllRepetitionsOfItsTarget() {
    double[] predictions = {3, 100, 4, 200};
    double[] truth = {0};

    assertThat(Errors.of(predictions, predictions, truth, 0, 2)).isEqualTo(Math.sqrt(12.5));
  }

  @Test
  void anErrorLeavesOutWhatOneOfTheTwoHasNotPredicted() {
    double[] mine = {3, 5, NONE, 7};
    double[] theirs = {1, NONE, 1};

    assertThat(Errors.of(mine, theirs, new double[] {0, 0, 0}, 0, 1)).isEqualTo(3);
  }

  @Test
  void aDifferenceIsTheLargest() {
    assertThat(Errors.difference(new double[] {1, 2, 3}, new double[] {1, 4, 2})).isEqualTo(2);
  }

  @Test
  void aDifferenceOfArraysOfDifferentLengthsIsRefused() {
    assertThatThrownBy(() -> Errors.difference(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arrays to compare have 2 and 3 values");
  }
}
