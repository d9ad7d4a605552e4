package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.benchmark.peers.trial.Measurement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTableTest {

  @Test
  void aCellIsComparedWithATenthOfTheRowsAndWithOneThread() {
    ScaleCell cell = new ScaleCell("lasso", 100_000, 10, 2);

    assertThat(last(new ScaleTable.Line(cell, took(30, 16), took(4, 3), took(30, 30), "")))
        .isEqualTo(
            "| lasso | 100000 | 10 | 2 | 30.0 | 16.0 | 100 | 50.0 | 1.250 | 7.500 | 1.875 |");
  }

  @Test
  void aCellThatIsLeftOutSaysWhy() {
    ScaleCell cell = new ScaleCell("lasso", 100_000, 10, 1);

    assertThat(last(new ScaleTable.Line(cell, null, null, null, "left out: too large")))
        .isEqualTo("| lasso | 100000 | 10 | 1 | left out: too large | | | | | | |");
  }

  /** 10 million rows of 1,002 columns twice, in MiB, and 512. */
  @Test
  void aCellNeedsItsDoublesTwice() {
    assertThat(new ScaleCell("lasso", 10_000_000, 1000, 1).leastMebibytes())
        .isEqualTo(2 * 8 * 1002e7 / 1048576 + 512);
  }

  private static String last(ScaleTable.Line line) {
    return new ScaleTable(List.of(line)).toString().lines().toList().getLast();
  }

  private static ScaleRun.Outcome took(double cpu, double wall) {
    return new ScaleRun.Outcome(
        new Measurement(cpu, wall, cpu, wall, 102_400, 51_200, "1.0"), 1.25);
  }
}
