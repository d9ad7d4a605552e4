package dev.dml.caution;

import static dev.dml.caution.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.interactive.SampleSelection.Selection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warnings of rows that were hardly ever selected. */
class SelectionCautionTest {

  private final Lcg500 lcg = new Lcg500();
  private final CausalData data =
      lcg.builder().treatment("d", lcg.d).selected("s", lcg.selected()).build();

  private List<String> warnings(double[] pi) {
    return DoubleMachineLearning.of(SampleSelection.of(Selection.MISSING_AT_RANDOM))
        .withPartitions(Lcg500.partitions(1))
        .withPredictions(
            List.of(
                Column.of("ml_g_d0.rep0.treat0", filled(Lcg500.ROWS, 0.5)),
                Column.of("ml_g_d1.rep0.treat0", filled(Lcg500.ROWS, 0.5)),
                Column.of("ml_pi.rep0.treat0", pi),
                Column.of("ml_m.rep0.treat0", filled(Lcg500.ROWS, 0.5))))
        .estimate(data)
        .warnings()
        .stream()
        .filter(warning -> warning.contains("s = 1"))
        .toList();
  }

  /** Near one, a probability of selection does no harm. */
  @Test
  void whoIsAlmostAlwaysSelectedIsNoReasonForAWarning() {
    assertThat(warnings(filled(Lcg500.ROWS, 0.999))).isEmpty();
  }

  /**
   * Ten probabilities are 0.005, for effective sizes 0.01, and 490 are 0.5: the mean inverse is (10
   * x 100 + 490 x 2) / 500 = 3.96, and 500 / 3.96 = 126.3.
   */
  @Test
  void rowsThatWereHardlyEverSelectedAreSaid() {
    double[] pi = filled(Lcg500.ROWS, 0.5);
    Arrays.fill(pi, 0, 10, 0.005);
    assertThat(warnings(pi))
        .containsExactly(
            "the predicted probability of s = 1 falls to 5.0e-03 and is not clipped: such rows, if"
                + " they are selected, stand for many",
            "the 397 rows with s = 1 are worth 126.3 when they stand for all: many others were"
                + " hardly ever selected");
  }
}
