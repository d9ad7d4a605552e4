package dev.dml.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.data.ColumnLabels;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.report.ReportFormat;
import dev.dml.result.DmlResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SensitivitySheetsTest {

  /** Bounds and benchmark are those of {@code SensitivityOfEffectsTest}. */
  private static DmlResult result() {
    return LinearNuisances.estimator(PartiallyLinear.partiallingOut())
        .withPartitions(Lcg500.partitions(1))
        .withSensitivity(Confounding.DEFAULT.withBenchmark("first", List.of("x1")))
        .estimate(new Lcg500().continuous());
  }

  @Test
  void theTablesHoldBoundsAndBenchmarks() {
    List<Sheet> sheets = new SensitivitySheets(result(), ColumnLabels.NONE).all();
    assertThat(sheets.getFirst().title())
        .isEqualTo("If a confounder was not observed (cf_y = 0.03, cf_d = 0.03, rho = 1.0)");
    assertThat(sheets.getFirst().rows().getFirst())
        .startsWith("dc", "0.5520")
        .contains("0.6495", "0.3115");
    assertThat(sheets.getLast().rows())
        .containsExactly(List.of("dc", "first", "0.1986", "0.2400", "1.0000", "0.3260"));
  }

  @Test
  void theSameInWords() {
    assertThat(new SensitivitySheets(result(), ColumnLabels.NONE).sentences().getFirst())
        .startsWith(
            "dc: a confounder that explained 3.00 % of what is left of the outcome and 3.00 % of"
                + " what is left of the treatment would leave an effect from 0.5520 to 0.6495; to"
                + " bring it to 0.00 it would have to explain 31.2 % of both, and to bring the 95 %"
                + " end there ");
    assertThat(new SensitivitySheets(result(), ColumnLabels.NONE).sentences().getLast())
        .isEqualTo(
            "dc: had first not been observed, the estimate would be 0.9268; a confounder like that"
                + " has cf_y = 0.199 and cf_d = 0.240");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TIDY", "GLANCE"})
  void everyReportHasThem(ReportFormat format) {
    assertThat(format.of(result())).contains(format == ReportFormat.JSON ? "theta_lower" : "0.552");
  }
}
