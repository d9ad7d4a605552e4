package dev.dml;

import static dev.dml.StaggeredPanel.MODEL;
import static dev.dml.StaggeredPanel.estimate;
import static dev.dml.StaggeredPanel.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.StaggeredPanel.Rows;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells.NotEstimated;
import dev.dml.model.GroupPeriodCells.Size;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.BasePeriod;
import dev.dml.model.did.ControlGroup;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.did.TwoPeriods;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.Partition;
import dev.dml.task.LocalBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Difference in differences with staggered adoption, from rows of units and periods. */
class StaggeredPanelTest {

  @Test
  void everyGroupAndPeriodHasAnEffectAndThoseBeforeTreatmentHaveNone() {
    DmlResult result = estimate(MODEL, new Rows(400, 0, 3, 4).data());
    assertThat(names(result))
        .containsExactly(
            "ATT(3, 2) since 1",
            "ATT(3, 3) since 2",
            "ATT(3, 4) since 2",
            "ATT(4, 2) since 1",
            "ATT(4, 3) since 2",
            "ATT(4, 4) since 3");
    for (TreatmentEffect effect : result.estimates()) {
      double truth = effect.cell().orElseThrow().isBeforeTreatment() ? 0 : 1;
      assertThat(effect.coefficient()).isCloseTo(truth, within(4 * effect.standardError()));
      assertThat(effect.standardError()).isBetween(0.02, 0.2);
    }
    assertThat(result.observations()).isEqualTo(400);
    assertThat(result.warnings()).noneMatch(warning -> warning.startsWith("not estimated"));
  }

  /** A quarter of 112 units is treated in 3, of which two are not there in 4. */
  @Test
  void fewUnitsAreNamedWithTheEffectThatHasFewerThanOthers() {
    assertThat(fewUnits(new Rows(112, 0, 0, 0, 3)))
        .containsExactly("only 28 units have [g = 3] = 1");
    assertThat(fewUnits(new Rows(112, 0, 0, 0, 3).without(row -> row[0] < 8 && row[1] == 4)))
        .containsExactly(
            "only 28 units have [g = 3] = 1 for ATT(3, 2) since 1",
            "only 26 units have [g = 3] = 1 for ATT(3, 4) since 2");
    // A quarter is never treated, the controls of all, a quarter in 4, and half of them in 3.
    assertThat(fewUnits(new Rows(116, 0, 3, 4, 3)))
        .containsExactly(
            "only 29 units have [g = 3] = 0",
            "only 29 units have [g = 4] = 1",
            "only 29 units have [g = 4] = 0");
  }

  private static List<String> fewUnits(Rows rows) {
    return estimate(MODEL, rows.data()).warnings().stream()
        .filter(warning -> warning.startsWith("only"))
        .toList();
  }

  @Test
  void twoPeriodsAreTheColumnOfChanges() {
    Lcg500 lcg = new Lcg500();
    DmlResult panel =
        LinearNuisances.estimator(MODEL)
            .withPartitions(Lcg500.partitions(2))
            .estimate(Lcg500Panel.of(Observed.PANEL));
    DmlResult changes =
        LinearNuisances.estimator(TwoPeriods.of(Assignment.OBSERVATIONAL))
            .withPartitions(Lcg500.partitions(2))
            .estimate(lcg.binary());
    assertThat(panel.coefficient()).isCloseTo(changes.coefficient(), within(1e-12));
    assertThat(panel.standardError()).isCloseTo(changes.standardError(), within(1e-12));
  }

  /** The same functions are learnt once, so that fewer are learnt than three for each effect. */
  @Test
  void nuisancesThatSeveralEffectsHaveInCommonAreLearntOnce() {
    DmlResult result = estimate(MODEL, new Rows(120, 0, 3, 4).data());
    assertThat(result.nuisances())
        .extracting(NuisanceQuality::name)
        .containsExactly(
            "ml_g0.g=3.t=1_2",
            "ml_g1.g=3.t=1_2",
            "ml_m.g=3.t=1_2",
            "ml_g0.g=3.t=2_3",
            "ml_g1.g=3.t=2_3",
            "ml_g0.g=3.t=2_4",
            "ml_g1.g=3.t=2_4",
            "ml_g1.g=4.t=1_2",
            "ml_m.g=4.t=1_2",
            "ml_g1.g=4.t=2_3",
            "ml_g0.g=4.t=3_4",
            "ml_g1.g=4.t=3_4");
  }

  @Test
  void everyNumberOfThreadsGivesTheSameBits() {
    var forest = LearnerTypes.installed().named("random-forest").orElseThrow();
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(MODEL.withControls(ControlGroup.NOT_YET_TREATED))
            .withLearner("ml_g", forest.create(Map.of("trees", 10)))
            .withLearner("ml_m", LinearNuisances.logistic())
            .withRepetitions(3);
    CausalData data = new Rows(200, 0, 3, 4).without(row -> row[0] % 7 == 0 && row[1] == 2).data();
    DmlResult one = estimator.withBackend(new LocalBackend(1)).estimate(data);
    DmlResult many = estimator.withBackend(new LocalBackend(4)).estimate(data);
    assertThat(many.estimates()).isEqualTo(one.estimates());
    assertThat(many.nuisances()).isEqualTo(one.nuisances());
  }

  /** The predictions have a row for each row of the data, and fed back give the same bits. */
  @Test
  void predictionsFedBackGiveTheSameBits() {
    CausalData data = new Rows(120, 0, 3, 4).without(row -> row[0] == 5 && row[1] == 4).data();
    DmlResult learnt =
        LinearNuisances.estimator(MODEL).withRepetitions(2).withPredictionsKept().estimate(data);
    assertThat(learnt.predictions()).allMatch(column -> column.size() == 479);
    DmlResult fedBack =
        DoubleMachineLearning.of(MODEL)
            .withRepetitions(2)
            .withPredictions(learnt.predictions())
            .estimate(data);
    assertThat(fedBack.estimates()).isEqualTo(learnt.estimates());
    assertThat(fedBack.run().tasks()).isZero();
  }

  @Test
  void unitsWithGapsAreCounted() {
    DmlResult result =
        estimate(MODEL, new Rows(120, 0, 3, 4).without(row -> row[0] < 3 && row[1] == 2).data());
    assertThat(result.warnings())
        .contains(
            "3 units of 120 were not observed in all 4 periods; every effect uses the units that"
                + " were observed in both of its periods");
  }

  @Test
  void groupsThatCannotBeEstimatedAreListed() {
    CausalData data =
        new Rows(120, 0, 1, 3).without(row -> row[2] == 3 && row[0] > 9 && row[1] == 4).data();
    DmlResult result = estimate(MODEL, data);
    assertThat(result.warnings())
        .contains(
            "not estimated: group 1 (there is no period before it is treated); ATT(3, 4) since 2"
                + " (3 treated units and 40 controls in both periods; at least 5 of each are"
                + " needed)");
    assertThat(result.answers().cells().notEstimated())
        .containsExactly(
            new NotEstimated(1, Optional.empty(), "there is no period before it is treated"),
            new NotEstimated(
                3,
                Optional.of(new GroupPeriod(3, 2, 4)),
                "3 treated units and 40 controls in both periods; at least 5 of each are needed"));
    assertThat(result.answers().cells().sizes())
        .containsExactly(
            new Size(new GroupPeriod(3, 1, 2), 40, 40), new Size(new GroupPeriod(3, 2, 3), 40, 40));
  }

  @Test
  void cohortsOutsideThePeriodsAreRefused() {
    CausalData data = new Rows(12, 0, 3, 9).data();
    assertThatThrownBy(() -> LinearNuisances.estimator(MODEL).fits(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("data.cohort: g must be one of the periods 1, 2, 3 and 4, or");
    assertThatThrownBy(() -> estimate(MODEL, data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "data.cohort: g must be one of the periods 1, 2, 3 and 4, or empty or 0 for units that"
                + " are not treated by the last of them, but is 9 in 4 units, the first of them id"
                + " 2 in row 9");
  }

  @Test
  void cohortsBetweenThePeriodsAreToBeRecoded() {
    CausalData data = new Rows(12, 0, 2, 3, 9).without(row -> row[1] == 2 || row[1] == 3).data();
    assertThatThrownBy(() -> estimate(MODEL, data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "data.cohort: g must be one of the periods 1 and 4, or empty or 0 for units that are"
                + " not treated by the last of them, but is 2, 3 and 9 in 9 units, the first of"
                + " them id 1 in row 3; recode 2 to 4 and 3 to 4, the next periods that are there,"
                + " or add the periods");
  }

  @Test
  void noControlsLeftAreASentence() {
    CausalData data = new Rows(120, 2, 3).data();
    assertThatThrownBy(() -> estimate(MODEL, data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "data.cohort: no controls are left, since every unit is treated; with control_group:"
                + " not-yet-treated those who are treated later are controls");
    assertThat(names(estimate(MODEL.withControls(ControlGroup.NOT_YET_TREATED), data)))
        .containsExactly("ATT(2, 2) since 1");
  }

  @Test
  void nobodyTreatedIsASentence() {
    CausalData data = new Rows(12, 0).data();
    assertThatThrownBy(() -> estimate(MODEL, data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("data.cohort: g must vary, but nobody is ever treated");
  }

  @Test
  void givenFoldsThatDivideAUnitAreRefused() {
    CausalData data = new Rows(120, 0, 3, 4).data();
    int[] folds = new int[480];
    Arrays.setAll(folds, row -> row % 2);
    assertThatThrownBy(
            () ->
                LinearNuisances.estimator(MODEL)
                    .withPartitions(List.of(Partition.of(folds)))
                    .estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "partitions: all rows of a unit must be in one fold, but row 2 is in fold 1, and others"
                + " of its unit in fold 0");
  }

  @Test
  void aUniversalBaseGivesTheSameEffectsAfterTreatment() {
    CausalData data = new Rows(120, 0, 3, 4).data();
    DmlResult varying = estimate(MODEL, data);
    DmlResult universal = estimate(MODEL.withBasePeriod(BasePeriod.UNIVERSAL), data);
    assertThat(names(universal)).contains("ATT(4, 1) since 3").doesNotContain("ATT(4, 2) since 1");
    assertThat(after(universal)).isEqualTo(after(varying)).hasSize(3);
  }

  private static List<Double> after(DmlResult result) {
    return result.estimates().stream()
        .filter(effect -> !effect.cell().orElseThrow().isBeforeTreatment())
        .map(TreatmentEffect::coefficient)
        .toList();
  }
}
