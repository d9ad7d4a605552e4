package dev.dml.data.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitRowsTest {

  private static CausalDataBuilder rows(double[] units, double[] times, double... cohorts) {
    double[] outcome = new double[units.length];
    for (int row = 0; row < outcome.length; row++) {
      outcome[row] = 10 * units[row] + times[row];
    }
    return CausalData.builder()
        .outcome("y", outcome)
        .unit("id", units)
        .time("year", times)
        .treatment("first", cohorts);
  }

  private static void refused(CausalDataBuilder rows, String problem) {
    CausalData data = rows.build();
    assertThatThrownBy(() -> UnitRows.of(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(problem);
  }

  @Test
  void unitsAreInAscendingOrderWithAColumnForEachPeriod() {
    CausalData units =
        UnitRows.of(rows(new double[] {5, 3, 3, 5}, new double[] {1, 2, 1, 2}, 2, 0, 0, 2).build())
            .data();
    assertThat(units.rows()).isEqualTo(2);
    assertThat(units.treatments().getFirst().toArray()).containsExactly(0, 2);
    assertThat(units.variable("y in 1").toArray()).containsExactly(31, 51);
    assertThat(units.variable("y in 2").toArray()).containsExactly(32, 52);
    assertThat(units.panel().orElseThrow().gaps()).isEmpty();
  }

  @Test
  void aUnitThatWasNotSeenHasTheCovariatesOfItsNearestPeriod() {
    CausalData units =
        UnitRows.of(
                rows(new double[] {1, 1, 2, 2}, new double[] {1, 3, 2, 3}, 3, 3, 0, 0)
                    .covariate("x", 7, 9, 4, 5)
                    .build())
            .data();
    assertThat(units.variable("y in 1").toArray()).containsExactly(11, Double.NaN);
    assertThat(units.variable("observed in 2").toArray()).containsExactly(0, 1);
    assertThat(units.featuresIn("1").column(0).toArray()).containsExactly(7, 4);
    assertThat(units.featuresIn("2").column(0).toArray()).containsExactly(7, 4);
    assertThat(units.featuresIn("3").column(0).toArray()).containsExactly(9, 5);
    assertThat(units.panel().orElseThrow().gaps())
        .contains(
            "2 units of 2 were not observed in all 3 periods; every effect uses the units that were"
                + " observed in both of its periods");
  }

  @Test
  void aCovariateThatNeverChangesIsKeptOnceForAllPeriods() {
    CausalData units =
        UnitRows.of(
                rows(new double[] {1, 1, 2, 2}, new double[] {1, 2, 1, 2}, 2, 2, 0, 0)
                    .covariate("x", 7, 7, 4, 4)
                    .build())
            .data();
    assertThat(units.featuresIn("2")).isSameAs(units.covariates());
  }

  @Test
  void columnsByUnitGoBackToTheRows() {
    Observations units =
        UnitRows.of(rows(new double[] {5, 3, 3, 5}, new double[] {1, 2, 1, 2}, 2, 0, 0, 2).build());
    Column byRow = units.byRow(Column.of("m", 0.25, 0.75));
    assertThat(byRow.toArray()).containsExactly(0.75, 0.25, 0.25, 0.75);
    assertThat(units.byObservation(byRow).toArray()).containsExactly(0.25, 0.75);
  }

  @Test
  void aTreatmentThatSwitchesOnBecomesTheCohort() {
    CausalData units =
        UnitRows.of(
                rows(
                        new double[] {1, 1, 1, 2, 2, 2},
                        new double[] {1, 2, 3, 1, 2, 3},
                        0,
                        1,
                        1,
                        0,
                        0,
                        0)
                    .build())
            .data();
    assertThat(units.treatments().getFirst().toArray()).containsExactly(2, Cohorts.NEVER);
  }

  @Test
  void aTreatmentThatSwitchesOffIsRefused() {
    refused(
        rows(new double[] {1, 1, 1, 2, 2, 2}, new double[] {1, 2, 3, 1, 2, 3}, 0, 1, 0, 0, 0, 0),
        "treatment: first switches off in 1 unit, such as that of row 3, which is treated in 2 and"
            + " not in 3; a unit must stay treated");
  }

  @Test
  void aUnitWithTwoCohortsIsRefused() {
    refused(
        rows(new double[] {1, 1, 2, 2}, new double[] {1, 2, 1, 2}, 2, 0, 0, 0),
        "cohort: first must be the same in all periods of a unit, but differs in 1 unit; id 1 has 2"
            + " in row 1 and 0 in row 2");
  }

  @Test
  void aUnitTwiceInAPeriodIsRefused() {
    refused(
        rows(new double[] {1, 1, 2, 2}, new double[] {1, 1, 1, 2}, 2, 2, 0, 0),
        "unit: a unit may have one row in each period, but rows 1 and 2 are both of unit 1 (column"
            + " id) in period 1 (column year)");
    CausalData named =
        CausalData.builder()
            .outcome("y", 1, 2, 3, 4)
            .unit(Column.of("firm", 0, 0, 1, 1), List.of("Acme", "Bold"))
            .time("year", 1, 2, 2, 2)
            .treatment("first", 2, 2, 0, 0)
            .build();
    assertThatThrownBy(() -> UnitRows.of(named))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "unit: a unit may have one row in each period, but rows 3 and 4 are both of unit Bold"
                + " (column firm) in period 2 (column year)");
  }

  @Test
  void onePeriodIsRefused() {
    refused(
        rows(new double[] {1, 2}, new double[] {4, 4}, 4, 0),
        "time: there must be at least 2 periods, but year is 4 in all rows");
  }

  @Test
  void aClusterThatAUnitLeavesIsRefused() {
    refused(
        rows(new double[] {1, 1, 2, 2}, new double[] {1, 2, 1, 2}, 2, 2, 0, 0)
            .cluster("state", 1, 2, 1, 1),
        "clusters: state must be the same in all periods of a unit, but differs in 1 unit; id 1 has"
            + " one in row 1 and another in row 2");
  }
}
