package dev.dml.model.linear;

import static dev.dml.model.linear.PartiallyLinear.Score.IV_TYPE;
import static dev.dml.model.linear.PartiallyLinear.Score.PARTIALLING_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Response;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.simulation.DesignType;
import dev.dml.split.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PartiallyLinearPanelTest {

  private static final int DRAWS = 200;

  private static CausalData drawn(int units, int periods, int kind, long seed) {
    return DesignType.named("panel-plr-cp2025")
        .orElseThrow()
        .create(Map.of("n", (double) units, "t", (double) periods, "p", 3.0, "dgp", (double) kind))
        .draw(new Seed(seed));
  }

  private static DoubleMachineLearning estimator(PanelApproach approach) {
    return LinearNuisances.estimator(new PartiallyLinearPanel(approach, PARTIALLING_OUT))
        .withRepetitions(2);
  }

  /** The same data with other values of their columns, of units, and rows in another order. */
  private static CausalDataBuilder changed(
      CausalData data, UnaryOperator<double[]> order, UnaryOperator<double[]> names) {
    CausalDataBuilder other =
        CausalData.builder()
            .outcome("y", order.apply(data.outcome().toArray()))
            .treatment("d", order.apply(data.treatments().getFirst().toArray()))
            .unit("id", names.apply(order.apply(data.unit().orElseThrow().toArray())))
            .time("time", order.apply(data.time().orElseThrow().toArray()));
    data.covariates().columns().forEach(x -> other.covariate(x.name(), order.apply(x.toArray())));
    return other;
  }

  private static void assertSameDigits(DmlResult actual, DmlResult expected) {
    assertThat(actual.coefficient()).isEqualTo(expected.coefficient());
    assertThat(actual.standardError()).isEqualTo(expected.standardError());
  }

  @ParameterizedTest
  @EnumSource
  void neitherTheOrderOfRowsNorNamesOfUnitsMatter(PanelApproach approach) {
    CausalData data = drawn(40, 4, 1, 1);
    DmlResult expected = estimator(approach).estimate(data);
    UnaryOperator<double[]> reversed =
        values ->
            IntStream.range(0, values.length)
                .mapToDouble(row -> values[values.length - 1 - row])
                .toArray();
    UnaryOperator<double[]> renamed =
        units -> Arrays.stream(units).map(unit -> 3 * unit - 50).toArray();
    assertSameDigits(
        estimator(approach).estimate(changed(data, reversed, renamed).build()), expected);
  }

  /** With two periods there is one difference for each unit, and units are clusters of one row. */
  @Test
  void differencesOfTwoPeriodsAreARegressionOfChanges() {
    CausalData data = drawn(60, 2, 1, 2);
    CausalDataBuilder changes =
        CausalData.builder()
            .outcome("y", change(data.outcome()))
            .treatment("d", change(data.treatments().getFirst()))
            .cluster("id", everyOther(data.unit().orElseThrow(), 1));
    data.covariates().columns().forEach(x -> changes.covariate(x.name(), everyOther(x, 1)));
    data.covariates().columns().forEach(x -> changes.covariate(x.name() + "-", everyOther(x, 0)));
    assertSameDigits(
        estimator(PanelApproach.FD_EXACT).estimate(data),
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withRepetitions(2)
            .estimate(changes.build()));
  }

  private static double[] everyOther(Column column, int from) {
    return IntStream.range(0, column.size() / 2)
        .mapToDouble(i -> column.get(2 * i + from))
        .toArray();
  }

  private static double[] change(Column column) {
    double[] after = everyOther(column, 1);
    double[] before = everyOther(column, 0);
    return IntStream.range(0, after.length).mapToDouble(i -> after[i] - before[i]).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void foldsAndPredictionsAreByRowOfThePanel(PanelApproach approach) {
    CausalData data = drawn(30, 4, 1, 3);
    int[] folds = IntStream.range(0, 120).map(row -> row / 4 % 3).toArray();
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(new PartiallyLinearPanel(approach, IV_TYPE))
            .withPartitions(List.of(Partition.of(folds)))
            .withPredictionsKept();
    DmlResult learnt = estimator.estimate(data);
    assertThat(learnt.observations()).isEqualTo(approach == PanelApproach.FD_EXACT ? 90 : 120);
    Column m = learnt.predictions().get(1);
    assertThat(m.size()).isEqualTo(120);
    assertThat(Double.isNaN(m.get(4))).isEqualTo(approach == PanelApproach.FD_EXACT);
    assertSameDigits(estimator.withPredictions(learnt.predictions()).estimate(data), learnt);
  }

  @Test
  void aUnitMayNotBeInTwoFolds() {
    CausalData data = drawn(30, 4, 1, 3);
    int[] folds = IntStream.range(0, 120).map(row -> row % 3).toArray();
    DoubleMachineLearning estimator =
        estimator(PanelApproach.WG_APPROX).withPartitions(List.of(Partition.of(folds)));
    assertThatThrownBy(() -> estimator.estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("partitions: in repetition 1 a cluster of id is in two folds: ");
  }

  /**
   * By hand: d - m is 1, 2 and -1, 2, less its means 1.5 and 0.5 that is v = -0.5, 0.5, -1.5, 1.5,
   * whose squares sum to 5. With y - l = 1, 2, 0, 3 the sum of v (y - l) is 5, that of v d is 4.
   */
  @Test
  void generalRandomEffectsTakeTheMeanOfTheRemainderOut() {
    CausalData rows =
        CausalData.builder()
            .outcome("y", 1, 2, 0, 3)
            .treatment("d", 1, 3, 0, 2)
            .cluster("id", 7, 7, 9, 9)
            .build();
    Column m = Column.of("ml_m", 0, 1, 1, 0);
    Column zero = Column.of("ml_l", 0, 0, 0, 0);
    Predictions predictions = Predictions.of(List.of(zero, m, zero.named("ml_g")));
    PartiallyLinearPanel out = new PartiallyLinearPanel(PanelApproach.CRE_GENERAL, PARTIALLING_OUT);
    PartiallyLinearPanel iv = new PartiallyLinearPanel(PanelApproach.CRE_GENERAL, IV_TYPE);
    assertThat(coefficient(out, rows, predictions)).isEqualTo(1);
    assertThat(coefficient(iv, rows, predictions)).isEqualTo(1.25);
    Nuisance settled = iv.nuisances(rows, 0).getLast().settled(rows, predictions);
    assertThat(settled.response()).isEqualTo(new Response.Residual("y", 1, "d"));
  }

  private static double coefficient(
      PartiallyLinearPanel model, CausalData rows, Predictions predictions) {
    return model
        .score(rows, new Parameter(0), predictions)
        .solve(SamplingDesign.independent(rows.rows()))
        .estimate()
        .coefficient();
  }

  @Test
  void normalRandomEffectsTellMlMTheMeanOfTheTreatmentAlone() {
    PartiallyLinearPanel model = new PartiallyLinearPanel(PanelApproach.CRE_NORMAL, IV_TYPE);
    CausalData rows = model.observations(drawn(20, 3, 1, 4)).data();
    List<Nuisance> nuisances = model.nuisances(rows, 0);
    assertThat(nuisances.get(0).features(rows, 0).size()).isEqualTo(6);
    assertThat(nuisances.get(1).features(rows, 0).columns().getLast().name())
        .isEqualTo("mean of d");
    assertThat(nuisances.get(2).features(rows, 0).size()).isEqualTo(6);
  }

  @Test
  void whatIsLeftOutIsSaidInTheResult() {
    CausalData data = drawn(80, 3, 1, 5);
    double[] last = data.time().orElseThrow().toArray();
    last[4] = 9;
    CausalDataBuilder gap = changed(data, values -> values, units -> units).time("time", last);
    assertThat(estimator(PanelApproach.FD_EXACT).estimate(gap.build()).warnings())
        .first()
        .asString()
        .startsWith("1 row comes after a gap in the periods of the unit (column id)");
  }

  @Test
  void whatTheModelHasNoPlaceForIsRefused() {
    CausalData data = drawn(10, 2, 1, 6);
    double[] other = data.outcome().toArray();
    CausalDataBuilder more =
        changed(data, values -> values, units -> units)
            .treatment("d2", other)
            .instrument("z", other)
            .cluster("c1", data.unit().orElseThrow().toArray())
            .cluster("c2", data.unit().orElseThrow().toArray());
    refused(
        more.build(),
        "data.treatment: panel-plr needs exactly one treatment, but there are 2: d, d2; estimate"
            + " each in a run of its own, with the others as covariates",
        "data.instruments: panel-plr uses no instruments, but there are: z",
        "data.clusters: panel-plr takes one column of what units belong to, but there are 2: c1,"
            + " c2; left out, errors are clustered by unit");
    refused(
        CausalData.builder().outcome("y", 1, 2).treatment("d", 0, 1).build(),
        "panel-plr needs a unit and a time");
  }

  private static void refused(CausalData data, String... problems) {
    assertThatThrownBy(() -> estimator(PanelApproach.FD_EXACT).estimate(data))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  /**
   * With linear nuisances all approaches are exact. The standard error that the interval rests on
   * is, for N = 100 units and T = 5 periods with errors of variance 1, sqrt((6 T - 8) / N) / (2 (T
   * - 1)) of differences, whose errors are correlated, and sqrt(1 / (N (T - 1))) of deviations.
   * That of differences is a mean of 200 with a relative standard deviation near 0.1 each, and
   * cross-fitting adds some percent. The share of 200 intervals that cover has the standard error
   * 0.0154; three of them, and 0.01 for errors of 100 clusters.
   */
  @ParameterizedTest
  @CsvSource({"FD_EXACT, 0.05863", "WG_APPROX, 0.05", "CRE_GENERAL, 0.05", "CRE_NORMAL, 0.05"})
  void intervalsCoverTheEffectAsOftenAsTheySay(PanelApproach approach, double error) {
    int covered = 0;
    double errors = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      DmlResult result =
          estimator(approach).withRepetitions(1).estimate(drawn(100, 5, 1, 100 + draw));
      covered += Math.abs(result.coefficient() - 0.5) < 1.959964 * result.standardError() ? 1 : 0;
      errors += result.standardError() / DRAWS;
    }
    assertThat((double) covered / DRAWS).isCloseTo(0.95, within(3 * 0.0154 + 0.01));
    assertThat(errors).isCloseTo(error, within(0.06 * error));
  }
}
