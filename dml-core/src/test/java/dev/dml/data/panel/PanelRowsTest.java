package dev.dml.data.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Observations;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected numbers are computed by hand from the six rows. */
class PanelRowsTest {

  /** Unit 1 in periods 2, 1 and 3, unit 2 in 3 and 1, with a gap, and unit 3 in one alone. */
  private static CausalDataBuilder rows() {
    return CausalData.builder()
        .outcome("y", 10, 5, 1, 7, 6, 4)
        .treatment("d", 4, 2, 1, 9, 0, 2)
        .unit("id", 2, 1, 1, 3, 1, 2)
        .time("year", 3, 2, 1, 2, 3, 1);
  }

  private static CausalDataBuilder withCovariates() {
    return rows().covariate("x", 6, 3, 1, 2, 8, 4).covariate("size", 3, 7, 7, 1, 7, 3);
  }

  private static void refused(CausalDataBuilder rows, String problem) {
    CausalData data = rows.build();
    assertThatThrownBy(() -> PanelRows.of(data).differences())
        .isInstanceOf(InvalidInput.class)
        .hasMessage(problem);
  }

  private static List<String> names(CausalData data) {
    return data.covariates().columns().stream().map(Column::name).toList();
  }

  @Test
  void differencesAreFromThePeriodBefore() {
    Observations made = PanelRows.of(withCovariates().build()).differences();
    CausalData data = made.data();
    assertThat(data.outcome().toArray()).containsExactly(4, 1);
    assertThat(data.treatments().getFirst().toArray()).containsExactly(1, -2);
    assertThat(names(data)).containsExactly("x", "size", "x before");
    assertThat(data.covariates().column(0).toArray()).containsExactly(3, 8);
    assertThat(data.covariates().column(2).toArray()).containsExactly(1, 3);
    assertThat(data.clusters().getFirst().toArray()).containsExactly(1, 1);
    assertThat(made.ofRow().orElseThrow()).containsExactly(-1, 0, -1, -1, 1, -1);
    assertThat(made.warnings())
        .containsExactly(
            "1 unit of 3 (column id) was observed in one period only, and takes no part",
            "1 row comes after a gap in the periods of the unit (column id), and so has no"
                + " difference from the period before; 1 unit has no difference at all, and takes"
                + " no part");
  }

  /** A rate that is 9, 5 and 2 in the periods: whoever knows the one of now knows that before. */
  @Test
  void whatIsTheSameForAllUnitsInAPeriodIsKeptOnce() {
    CausalData data =
        PanelRows.of(rows().covariate("rate", 2, 5, 9, 5, 2, 9).build()).differences().data();
    assertThat(names(data)).containsExactly("rate");
    assertThat(data.covariates().column(0).toArray()).containsExactly(5, 2);
  }

  /** The means of unit 1 are 4, 1 and 4, of unit 2 7, 3 and 5, of all five rows 5.2, 1.8, 4.4. */
  @Test
  void deviationsAreFromTheMeansOfUnits() {
    Observations made = PanelRows.of(withCovariates().build()).deviations();
    CausalData data = made.data();
    assertThat(data.outcome().toArray())
        .containsExactly(new double[] {2.2, 6.2, 7.2, 2.2, 8.2}, within(1e-14));
    assertThat(data.treatments().getFirst().toArray())
        .containsExactly(new double[] {1.8, 2.8, 0.8, 0.8, 2.8}, within(1e-14));
    assertThat(names(data)).containsExactly("x");
    assertThat(data.covariates().column(0).toArray())
        .containsExactly(new double[] {1.4, 3.4, 8.4, 3.4, 5.4}, within(1e-14));
    assertThat(made.ofRow().orElseThrow()).containsExactly(4, 1, 0, -1, 2, 3);
    assertThat(made.warnings())
        .containsExactly(
            "1 unit of 3 (column id) was observed in one period only, and takes no part",
            "size is the same in all periods of every unit, and so takes no part in deviations from"
                + " the means of units");
  }

  @Test
  void meansOfUnitsFollowTheCovariates() {
    CausalData data = PanelRows.of(withCovariates().build()).means(true).data();
    assertThat(data.outcome().toArray()).containsExactly(1, 5, 6, 4, 10);
    assertThat(data.treatments().getFirst().toArray()).containsExactly(1, 2, 0, 2, 4);
    assertThat(names(data)).containsExactly("x", "size", "mean of x");
    assertThat(data.covariates().column(2).toArray()).containsExactly(4, 4, 4, 5, 5);
    assertThat(data.variable("mean of d").toArray()).containsExactly(1, 1, 1, 3, 3);
    assertThat(PanelRows.of(withCovariates().build()).means(false).data().beside()).isEmpty();
  }

  @Test
  void missingCovariatesDoNotCountInMeans() {
    double no = Double.NaN;
    CausalData data =
        PanelRows.of(rows().covariate("x", no, 3, no, 2, 8, no).imputeMissing().build())
            .means(false)
            .data();
    assertThat(data.covariates().column(1).toArray()).containsExactly(5.5, 5.5, 5.5, no, no);
  }

  /** Levels of texts stay together, so that linear learners leave the first of them out. */
  @Test
  void levelsBeforeAreThoseOfATextToo() {
    Column a = Column.of("region=a", 0, 1, 0, 0, 0, 0);
    Column b = Column.of("region=b", 1, 0, 0, 1, 1, 1);
    Column c = Column.of("region=c", 0, 0, 1, 0, 0, 0);
    CausalData data = PanelRows.of(rows().oneHot(List.of(a, b, c)).build()).differences().data();
    assertThat(names(data))
        .containsExactly("region=a", "region=b", "region=a before", "region=c before");
    assertThat(data.covariates().withoutReferenceLevels().columns().stream().map(Column::name))
        .containsExactly("region=b", "region=c before");
  }

  /** 0.1 + 0.1 + 0.1 is not 0.3, yet equal values must not differ from their mean. */
  @Test
  void equalValuesDeviateByZero() {
    assertThat(new UnitMeans(new double[] {1, 1, 1, 2}).deviations(new double[] {.1, .1, .1, .7}))
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void unitsMayBelongToClusters() {
    CausalDataBuilder clustered = rows().cluster("village", 8, 5, 5, 5, 5, 8);
    CausalData data = PanelRows.of(clustered.build()).means(false).data();
    assertThat(data.clusters().getFirst().toArray()).containsExactly(0, 0, 0, 1, 1);
    assertThat(data.unit().orElseThrow().toArray()).containsExactly(1, 1, 1, 2, 2);
    refused(
        rows().cluster("village", 8, 5, 5, 5, 6, 8),
        "clusters: village must be the same in all periods of a unit, but differs in 1 unit; id 1"
            + " has one in row 3 and another in row 5");
    refused(
        rows().weights("w", 8, 5, 5, 5, 5, 9),
        "weights: w must be the same in all periods of a unit, but differs in 1 unit; id 2 has 9 in"
            + " row 6 and 8 in row 1");
  }

  @Test
  void aUnitHasOneRowInEachPeriod() {
    refused(
        CausalData.builder()
            .outcome("y", 1, 2, 3)
            .treatment("d", 1, 2, 3)
            .unit("id", 4, 4, 4)
            .time("year", 1, 2, 1),
        "unit: a unit may have one row in each period, but rows 1 and 3 are both of unit 4 (column"
            + " id) in period 1 (column year)");
  }

  @Test
  void whatNeverChangesIsRefused() {
    refused(
        CausalData.builder()
            .outcome("y", 1, 2, 3, 4)
            .treatment("d", 1, 1, 0, 0)
            .unit("id", 1, 1, 2, 2)
            .time("year", 1, 2, 1, 2),
        "data.treatment: d must change over time, but is the same in all periods of every unit, and"
            + " so cannot be told from what is particular to the unit");
  }

  @Test
  void oneRowOfEachUnitIsNotEnough() {
    refused(
        CausalData.builder()
            .outcome("y", 1, 2)
            .treatment("d", 1, 0)
            .unit("id", 1, 2)
            .time("year", 1, 2),
        "unit: at least 2 rows of a unit are needed, but every unit (column id) has one");
  }

  @Test
  void periodsThatNeverFollowEachOtherHaveNoDifferences() {
    refused(
        CausalData.builder()
            .outcome("y", 1, 2, 3, 4, 5, 6)
            .treatment("d", 1, 0, 0, 1, 1, 0)
            .unit("id", 1, 1, 2, 2, 3, 3)
            .time("year", 1, 3, 2, 4, 1, 3),
        "time: a row must follow one of its unit in the period before, but none does (column"
            + " year)");
  }
}
