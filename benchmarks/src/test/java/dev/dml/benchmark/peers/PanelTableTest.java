package dev.dml.benchmark.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.benchmark.peers.Row.Verdict;
import dev.dml.benchmark.peers.trial.Measurement;
import dev.dml.benchmark.peers.work.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTableTest {

  /** 1, 2 and 6: mean 3, squares 4 + 1 + 9 = 14 over 2 degrees of freedom. */
  @Test
  void aMeanHasItsStandardError() {
    List<Double> values = List.of(1.0, 2.0, 6.0);

    assertThat(PanelLine.mean(values)).isEqualTo(3);
    assertThat(PanelLine.deviation(values)).isCloseTo(Math.sqrt(7), within(1e-15));
    assertThat(PanelLine.standardError(values)).isCloseTo(Math.sqrt(7.0 / 3), within(1e-15));
    assertThat(PanelLine.worst(values)).isEqualTo(6);
  }

  /**
   * Ratios of 1.01 and 1.03 to the exact trees, 0.5 and 0.515 to ours before: before over exact is
   * 2.02 and 2. The standard error of two values is half their difference.
   */
  @Test
  void aLineComparesWithExactTreesAndWithBefore() {
    Row ours = row("log-normal/full", Program.DML, 2, List.of(), List.of(), List.of());
    Row exact =
        row("log-normal/full", Program.SCIKIT_LEARN, 8, List.of(1.01, 1.03), List.of(), List.of());
    Row before =
        row(
            "log-normal/full",
            Program.BEFORE,
            4,
            List.of(0.5, 0.515),
            List.of(),
            List.of(Verdict.atMost("CPU", 0.5, 1.3)));

    assertThat(new PanelTable(List.of(ours, exact, before)).toString().lines().skip(2))
        .containsExactly(
            "| data | full | 1.000 | 1.0200 (0.0100) | 1.0300 | 2.0100 (0.0100) | 2.0200 | 2.000 |"
                + " 4.000 | 8.000 | 0.250 | 0.500 | error at most 1.005: **no**: error is 1.020,"
                + " 1.015 times the limit; CPU at most 1.300: yes |",
            "",
            "Mean of the 1 forests: 1.0200; error at most 1.002: **no**: error is 1.020, 1.018"
                + " times the limit.");
  }

  /** Boosting has a limit of its own and does not count among the forests. */
  @Test
  void boostingIsHeldToItsOwnLimit() {
    Row ours = row("ties/boosting", Program.DML, 2, List.of(), List.of(), List.of());
    Row exact =
        row("ties/boosting", Program.EXACT_LIGHTGBM, 4, List.of(1.003), List.of(), List.of());

    assertThat(PanelLine.of(List.of(ours, exact)).verdicts())
        .containsExactly(Verdict.atMost("error", 1.003, 1.002));
    assertThat(new PanelTable(List.of(ours, exact)).toString()).doesNotContain("forests");
  }

  /** Means of 12 and 11 differ by 1; the exact ones, 9 and 13, have a deviation of sqrt(8). */
  @Test
  void estimatesMayDifferByADeviationBetweenPartitions() {
    Row ours = row("assets/plr", Program.DML, 1, List.of(), List.of(10.0, 14.0), List.of());
    Row exact =
        row("assets/plr", Program.SCIKIT_LEARN, 4, List.of(1.0), List.of(9.0, 13.0), List.of());
    PanelTable table = new PanelTable(List.of(ours, exact));

    assertThat(PanelLine.of(List.of(ours, exact)).verdicts())
        .containsExactly(Verdict.atMost("difference of estimates", 1, Math.sqrt(8)));
    assertThat(table.toString().lines().skip(4))
        .containsExactly(
            "| data | 1 | 2 | mean | s.d. |",
            "|---|---|---|---|---|",
            "| this program | 10.0 | 14.0 | 12.0 | 2.828 |",
            "| scikit-learn | 9.000 | 13.0 | 11.0 | 2.828 |");
  }

  private static Row row(
      String contest,
      Program program,
      double cpu,
      List<Double> errorRatios,
      List<Double> estimates,
      List<Verdict> verdicts) {
    return new Row(
        contest,
        "data",
        program,
        1,
        10,
        10,
        0.5,
        List.of(new Measurement(cpu, cpu, cpu, cpu, 1, 1, "1.0")),
        List.of(1.0),
        List.of(),
        errorRatios,
        estimates,
        "",
        List.of(2 / cpu),
        List.of(),
        Double.NaN,
        verdicts);
  }
}
