package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.benchmark.peers.Row.Verdict;
import dev.dml.benchmark.peers.trial.Measurement;
import dev.dml.benchmark.peers.work.Program;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersTableTest {

  @Test
  void aRowHasMediansAndSaysByHowMuchAnAimIsMissed() {
    Row row =
        new Row(
            "forest",
            "a forest",
            Program.SCIKIT_LEARN,
            1,
            2,
            10,
            0.5,
            List.of(took(10), took(30), took(20)),
            List.of(2.0, 1.0),
            List.of(2.0, 1.001),
            List.of(1.0, 1.001),
            List.of(),
            "scikit-learn",
            List.of(0.5, 0.25, 0.375),
            List.of(0.5),
            1e-9,
            List.of(Verdict.atMost("CPU", 0.375, 0.125), Verdict.atMost("error", 1.001, 1.005)));

    assertThat(new PeersTable(List.of(row)).toString().lines().toList().getLast())
        .isEqualTo(
            "| a forest | scikit-learn | 1 | 2 of 10, scaled | 0.5 | 20.0 | 10.0 | 21.0 | 12.0 |"
                + " 100 | 2.0000, 1.0000 | 2.0000, 1.0010 | scikit-learn | 0.375 (0.250 to 0.500) |"
                + " 0.500 | 1.0010 | 1.0e-09 | CPU at most 0.125, error at most 1.005 | **no**: CPU"
                + " is 0.375, 3.000 times the limit, yes |");
  }

  @Test
  void theErrorRatioIsTheLargestOfTheTargets() {
    Row row =
        new Row(
            "forest",
            "a forest",
            Program.SMILE,
            1,
            1,
            1,
            0.5,
            List.of(took(1)),
            List.of(2.0, 1.0),
            List.of(1.0, 1.5),
            List.of(1.5),
            List.of(),
            "",
            List.of(),
            List.of(),
            Double.NaN,
            List.of());

    assertThat(row.errorRatio()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "1234.5, 1235",
    "12.34, 12.3",
    "1.005, 1.005",
    "0.05, 0.050",
    "1e-6, 1.0e-06"
  })
  void numbersHaveAsManyDigitsAsTheyNeed(double value, String text) {
    assertThat(PeersTable.number(value)).isEqualTo(text);
  }

  /** Whole-process times have one second before and after the fits, which is not scaled. */
  @Test
  void scalingLeavesTheStartOfTheProcessAlone() {
    Measurement scaled = took(10).scaled(3);

    assertThat(scaled.fitCpu()).isEqualTo(30);
    assertThat(scaled.processCpu()).isEqualTo(31);
    assertThat(scaled.fitWall()).isEqualTo(15);
    assertThat(scaled.processWall()).isEqualTo(17);
  }

  /**
   * 5 fits of 500 trees in 25 s are 0.01 s a tree of 40,000 rows, so 0.0125 s of 50,000, which is
   * 0.032 of 0.39; a tenth of scikit-learn's time is 0.1 x 0.20 / 0.39 of ranger's.
   */
  @Test
  void theForestIsComparedWithWhatWasPublishedOfRanger() {
    assertThat(
            Ranger.note(
                List.of(
                    forest(Program.DML, took(25), List.of()),
                    forest(Program.SCIKIT_LEARN, took(250), List.of(0.1)))))
        .hasValue(
            "ranger was not run. On another machine, one thread, it took 0.390 s a tree of 50,000"
                + " x 20 and scikit-learn 0.200 s; the error of that run is not known. The forest"
                + " above takes 0.013 s a tree, scaled from 40,000 to 50,000 rows: 0.032 of"
                + " ranger's seconds. By the ratio to scikit-learn in this run, which does not"
                + " depend on the machine, it is 0.051 of ranger's time, where at most 0.067 is"
                + " aimed at: met.\n");
  }

  @Test
  void withoutTheForestNothingIsSaidOfRanger() {
    assertThat(Ranger.note(List.of())).isEmpty();
  }

  private static Row forest(Program program, Measurement one, List<Double> cpuRatio) {
    return new Row(
        "forest",
        "forest, 50,000 x 20",
        program,
        1,
        5,
        5,
        0.5,
        List.of(one),
        List.of(1.0),
        List.of(1.0),
        List.of(),
        List.of(),
        "",
        cpuRatio,
        cpuRatio,
        Double.NaN,
        List.of());
  }

  private static Measurement took(double cpu) {
    return new Measurement(cpu, cpu / 2, cpu + 1, cpu / 2 + 2, 102_400, 51_200, "1.0");
  }
}
