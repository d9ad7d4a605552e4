package dev.dml.benchmark.peers.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.benchmark.peers.work.Draw;
import dev.dml.benchmark.peers.work.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /**
   * Two rows, two repetitions, targets y and d that are both 0: our errors are 3, 1 and 4, 9, the
   * others' 2, 1 and 8, 3, so the larger ratios are 3/2 and 9/3.
   */
  @Test
  void ratiosAreTakenForEachRepetitionAndTheWorseTargetCounts(@TempDir Path directory)
      throws Exception {
    Work work = new Work("two", 2, 1, List.of("y", "d"), false, 2, 2, "lasso", Map.of(), true);
    double[] zero = {0, 0};
    WorkFolder folder =
        WorkFolder.write(directory.resolve("work"), work, new Draw(List.of(zero), zero, zero));
    Path mine = directory.resolve("mine.f64");
    Path theirs = directory.resolve("theirs.f64");
    WorkFolder.write(mine, new double[] {3, -3, 1, 1, 4, 4, 9, 9});
    WorkFolder.write(theirs, new double[] {2, 2, 1, -1, 8, 8, 3, 3});

    assertThat(Errors.ratios(folder, mine, theirs)).containsExactly(1.5, 3.0);
  }

  /** Residuals (1, 2) of y and (1, -1) of d: (1 - 2) / (1 + 1); the third row has no prediction. */
  @Test
  void anEffectComesFromTheResiduals() {
    double[] y = {5, 6, 7};
    double[] d = {1, 0, 1};
    double[] predicted = {4, 4, NONE, 0, 1, NONE};

    assertThat(Errors.effect(y, d, predicted)).isEqualTo(-0.5);
  }
}
