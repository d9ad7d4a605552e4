package dev.dml;

import static dev.dml.StaggeredPanel.MODEL;
import static dev.dml.StaggeredPanel.estimate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.StaggeredPanel.Rows;
import dev.dml.analysis.effects.PreTreatment;
import dev.dml.analysis.effects.WaldTest;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.BasePeriod;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.split.Partition;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests that the effects before the treatment are zero. */
class PreTreatmentTest {

  private static final int UNITS = 60;
  private static final int PERIODS = 4;

  /** In an experiment whose nuisances are given as zero, effects are differences of means. */
  private static final StaggeredAdoption EXPERIMENT =
      StaggeredAdoption.of(Observed.PANEL, Assignment.EXPERIMENTAL);

  private static double[] values(IntToDoubleFunction ofRow) {
    return IntStream.range(0, UNITS * PERIODS).mapToDouble(ofRow).toArray();
  }

  private static double[] byUnit(IntUnaryOperator value) {
    return values(row -> value.applyAsInt(unit(row)));
  }

  private static int unit(int row) {
    return row / PERIODS;
  }

  /** An outcome by unit and period. */
  private interface Outcome {
    double of(int unit, int period);
  }

  /** (37 u + 53 t + 11 u t) mod 101 over ten. */
  private static double counted(int u, int t) {
    return (37 * u + 53 * t + 11 * u * t) % 101 / 10.0;
  }

  /** Units u of cohorts never, 3 and 4 in turn. */
  private static CausalDataBuilder units(Outcome y) {
    return CausalData.builder()
        .outcome("y", values(row -> y.of(unit(row), 1 + row % PERIODS)))
        .unit("id", byUnit(u -> u))
        .time("t", values(row -> 1 + row % PERIODS))
        .treatment("g", byUnit(u -> List.of(0, 3, 4).get(u % 3)))
        .covariate("x", byUnit(u -> u % 7));
  }

  private static PreTreatment differencesOfMeans(UnaryOperator<CausalDataBuilder> of) {
    return differencesOfMeans(EXPERIMENT, of.apply(units(PreTreatmentTest::counted)).build());
  }

  /** Folds of whole triples of units. */
  private static PreTreatment differencesOfMeans(CausalModel model, CausalData data) {
    int[] folds = IntStream.range(0, UNITS * PERIODS).map(row -> unit(row) / 6 % 2).toArray();
    DoubleMachineLearning estimator = DoubleMachineLearning.of(model);
    List<Column> zeros =
        LinearNuisances.estimator(model)
            .withPartitions(List.of(Partition.of(folds)))
            .withPredictionsKept()
            .estimate(data)
            .predictions()
            .stream()
            .map(column -> Column.of(column.name(), new double[column.size()]))
            .toList();
    return tests(
        estimator
            .withPartitions(List.of(Partition.of(folds)))
            .withPredictions(zeros)
            .estimate(data));
  }

  private static PreTreatment tests(DmlResult result) {
    return result.answers().preTreatment().orElseThrow();
  }

  private static void assertTests(
      PreTreatment tests, double effects, double p, double eventStudy, double pOfEventStudy) {
    assertTest(tests.effects(), 3, effects, p);
    assertTest(tests.eventStudy(), 2, eventStudy, pOfEventStudy);
  }

  private static void assertTest(
      PreTreatment.Verdict verdict, int degrees, double statistic, double p) {
    WaldTest test = verdict.test().orElseThrow();
    assertThat(test.degrees()).isEqualTo(verdict.effects()).isEqualTo(degrees);
    assertThat(test.statistic()).isCloseTo(statistic, within(1e-11));
    assertThat(test.p()).isCloseTo(p, within(1e-11));
  }

  /**
   * By numpy and scipy: theta is the difference of the mean changes of a group and those never
   * treated in ATT(3, 2), ATT(4, 2) and ATT(4, 3), each since the period before. With D for the
   * group, p its share among the n units compared and y their change, a unit adds c = ((D / p - (1
   * - D) / (1 - p)) y - theta) / n to the error, V = sum c c', W = theta' V^-1 theta. In the event
   * study ATT(3, 2) and ATT(4, 3) are averaged by their shares, and so are their c.
   */
  @Test
  void testsAreThoseOfNumpy() {
    assertTests(
        differencesOfMeans(data -> data),
        1.2846181438538422,
        0.7327888510413578,
        0.8680355100640834,
        0.6479007518846179);
  }

  /** By numpy as above, with weights 1 to 4 in turn in all means and in c. */
  @Test
  void weightsCount() {
    assertTests(
        differencesOfMeans(data -> data.weights("w", byUnit(u -> 1 + u % 4))),
        0.7810897030399732,
        0.8539845730622321,
        0.7345473050038164,
        0.692620081890078);
  }

  /** By numpy as above, with c summed over the three units of each cluster. */
  @Test
  void clustersCount() {
    PreTreatment tests = differencesOfMeans(data -> data.cluster("triple", byUnit(u -> u / 3)));
    assertTests(
        tests, 3.185517490199566, 0.3638969156357155, 3.097380869773525, 0.21252610844657022);
    // ATT(4, 2) and ATT(4, 3) have 20 clusters on each side, all three effects 20 together.
    assertThat(tests.effects().note())
        .contains(
            "all 3 rest on 20 clusters, and with fewer than 10 for each the test rejects too"
                + " often");
    assertThat(tests.eventStudy().note()).isEmpty();
  }

  /**
   * The outcome grows by as much in every period, so that ATT(4, 3) is ATT(4, 2): by numpy as above
   * without ATT(4, 3).
   */
  @Test
  void anEffectThatIsAnotherCountsOnce() {
    PreTreatment.Verdict verdict =
        differencesOfMeans(EXPERIMENT, units((u, t) -> t * (37 * u % 101) / 10.0).build())
            .effects();
    WaldTest test = verdict.test().orElseThrow();
    assertThat(test.statistic()).isCloseTo(0.035091477708221616, within(1e-9));
    assertThat(test.degrees()).isEqualTo(2);
    assertThat(test.p()).isCloseTo(0.982607291305684, within(1e-9));
    assertThat(verdict.effects()).isEqualTo(3);
    assertThat(verdict.note())
        .contains("they vary in 2 independent directions alone, which are tested");
  }

  /** Nothing is observed but zeros before period 4, when nobody is left to be treated. */
  @Test
  void effectsThatCannotVaryAreNotTested() {
    PreTreatment tests =
        differencesOfMeans(EXPERIMENT, units((u, t) -> t < 4 ? 0 : counted(u, t)).build());
    assertThat(tests.effects())
        .isEqualTo(
            new PreTreatment.Verdict(
                3, Optional.empty(), Optional.of("none of them has a sampling error")));
  }

  /** Cohort 4 is in two states, all others in ten; its average with cohort 3 is in ten too. */
  @Test
  void asManyEffectsAsClustersAreNotTested() {
    PreTreatment tests =
        differencesOfMeans(
            data -> data.cluster("state", byUnit(u -> u % 3 == 2 ? u / 6 % 2 : u / 6)));
    assertThat(tests.effects())
        .isEqualTo(
            new PreTreatment.Verdict(
                3,
                Optional.empty(),
                Optional.of(
                    "2 of them rest on 2 clusters among the treated or the controls, and it takes"
                        + " more clusters than effects to test them together")));
    assertThat(tests.eventStudy().test()).isPresent();
    assertThat(tests.eventStudy().note())
        .contains(
            "1 of them rests on 2 clusters among the treated or the controls, and with fewer than"
                + " 10 for each the test rejects too often");
  }

  @Test
  void nothingBeforeTheTreatmentIsAReason() {
    PreTreatment tests = tests(estimate(MODEL, new Rows(120, 0, 2).data()));
    PreTreatment.Verdict none =
        new PreTreatment.Verdict(
            0,
            Optional.empty(),
            Optional.of("no estimated effect lies before the treatment and its anticipation"));
    assertThat(tests).isEqualTo(new PreTreatment(none, none));
  }

  /** Those first treated in 4 may be affected in 3, so that 2 is the last period before. */
  @Test
  void whatIsAnticipatedIsNotBeforeTheTreatment() {
    CausalData data = new Rows(200, 0, 3, 4).data();
    PreTreatment tests =
        tests(estimate(MODEL.withAnticipation(1).withBasePeriod(BasePeriod.UNIVERSAL), data));
    // ATT(4, 1) since 2; before the base of those first treated in 3 there is no period.
    assertThat(tests.effects().effects()).isEqualTo(1);
    assertThat(tests.eventStudy()).isEqualTo(tests.effects());
    assertThat(tests(estimate(MODEL.withAnticipation(1), data)).effects().effects()).isZero();
  }

  /** The base itself has no effect, so that there are as many as with varying bases. */
  @Test
  void aUniversalBaseTestsAsManyEffects() {
    CausalData data = new Rows(200, 0, 3, 4).data();
    CausalModel universal = MODEL.withBasePeriod(BasePeriod.UNIVERSAL);
    PreTreatment.Verdict verdict = tests(estimate(universal, data)).effects();
    assertThat(verdict.effects()).isEqualTo(3);
    assertThat(verdict.test().orElseThrow().degrees()).isEqualTo(3);
  }

  /** Changes add up, so that W is the same whatever the base if nothing has to be learnt. */
  @Test
  void theBaseDoesNotMatterToDifferencesOfMeans() {
    PreTreatment.Verdict varying = differencesOfMeans(data -> data).effects();
    PreTreatment.Verdict universal =
        differencesOfMeans(
                EXPERIMENT.withBasePeriod(BasePeriod.UNIVERSAL),
                units(PreTreatmentTest::counted).build())
            .effects();
    assertThat(universal.test().orElseThrow().statistic())
        .isCloseTo(varying.test().orElseThrow().statistic(), within(1e-11));
  }

  /** Of several bases the latest is that of varying bases; its effects have the same bits. */
  @Test
  void ofAllBasesTheLatestCounts() {
    CausalData data = new Rows(200, 0, 3, 4).data();
    assertThat(tests(estimate(MODEL.withBasePeriod(BasePeriod.ALL), data)).effects())
        .isEqualTo(tests(estimate(MODEL, data)).effects());
  }

  /** One cohort has one effect at each time since its treatment. */
  @Test
  void theEventStudyOfOneCohortIsItsEffects() {
    PreTreatment tests = tests(estimate(MODEL, new Rows(200, 0, 4).data()));
    WaldTest effects = tests.effects().test().orElseThrow();
    WaldTest averages = tests.eventStudy().test().orElseThrow();
    assertThat(effects.degrees()).isEqualTo(2).isEqualTo(averages.degrees());
    assertThat(averages.statistic()).isCloseTo(effects.statistic(), within(1e-10));
  }

  @Test
  void threadsMakeNoDifference() {
    CausalData data = new Rows(200, 0, 3, 4).data();
    DoubleMachineLearning estimator = LinearNuisances.estimator(MODEL).withRepetitions(4);
    assertThat(tests(estimator.withBackend(new LocalBackend(2)).estimate(data)))
        .isEqualTo(tests(estimator.withBackend(new LocalBackend(1)).estimate(data)));
  }

  @Test
  void repeatedCrossSectionsHaveTestsToo() {
    CausalModel model = StaggeredAdoption.of(Observed.CROSS_SECTIONS, Assignment.OBSERVATIONAL);
    CausalData rows = new Rows(200, 0, 3, 4).dataWithoutUnits();
    assertThat(tests(estimate(model, rows)).effects().test().orElseThrow().degrees()).isEqualTo(3);
  }

  @Test
  void twoPeriodsHaveNothingToTest() {
    DmlResult result = estimate(MODEL, new Rows(120, 0, 2).without(row -> row[1] > 2).data());
    assertThat(tests(result).effects().effects()).isZero();
    Lcg500 lcg = new Lcg500();
    CausalData noPanel =
        CausalData.builder()
            .outcome("y", lcg.y)
            .treatment("d", lcg.d)
            .covariate("x1", lcg.x1)
            .build();
    assertThat(estimate(PartiallyLinear.partiallingOut(), noPanel).answers().preTreatment())
        .isEmpty();
  }
}
