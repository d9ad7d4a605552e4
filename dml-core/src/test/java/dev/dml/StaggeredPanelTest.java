package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.sensitivity.Benchmark;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.InvalidInput;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.CausalModel;
import dev.dml.model.EffectAverage.Family;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells.NotEstimated;
import dev.dml.model.GroupPeriodCells.Size;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.BasePeriod;
import dev.dml.model.did.ControlGroup;
import dev.dml.model.did.GroupShares;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.did.TwoPeriods;
import dev.dml.random.Seed;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.Partition;
import dev.dml.task.LocalBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Difference in differences with staggered adoption, from rows of units and periods. */
class StaggeredPanelTest {

  private static final StaggeredAdoption MODEL =
      StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL);

  /**
   * Rows of units in periods 1 to 4, the cohorts in turn; an effect of 1 in all treated periods.
   */
  private static final class Rows {

    private final RandomGenerator random = new Seed(11).generator();
    private final List<double[]> rows = new ArrayList<>();

    Rows(int units, double... cohorts) {
      for (int unit = 0; unit < units; unit++) {
        double cohort = cohorts[unit % cohorts.length];
        double x = random.nextGaussian() + 0.1 * cohort;
        for (int t = 1; t <= 4; t++) {
          double effect = cohort > 0 && t >= cohort ? 1 : 0;
          double y = x + t * 0.5 * x + effect + 0.5 * random.nextGaussian();
          rows.add(new double[] {unit, t, cohort, x, y});
        }
      }
    }

    Rows without(Predicate<double[]> which) {
      rows.removeIf(which);
      return this;
    }

    private double[] column(int position) {
      return rows.stream().mapToDouble(row -> row[position]).toArray();
    }

    CausalData data() {
      return builder().build();
    }

    /** With a further covariate, a wave of x. */
    CausalData dataWithWave() {
      return builder()
          .covariate("wave", Arrays.stream(column(3)).map(x -> Math.sin(3 * x)).toArray())
          .build();
    }

    private CausalDataBuilder builder() {
      return CausalData.builder()
          .outcome("y", column(4))
          .unit("id", column(0))
          .time("t", column(1))
          .treatment("g", column(2))
          .covariate("x", column(3));
    }
  }

  private static DmlResult estimate(CausalModel model, CausalData data) {
    return LinearNuisances.estimator(model).withFolds(2).withRepetitions(2).estimate(data);
  }

  private static List<String> names(DmlResult result) {
    return result.estimates().stream().map(TreatmentEffect::name).toList();
  }

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
    assertThatThrownBy(() -> estimate(MODEL, data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "data.cohort: g must be one of the periods 1, 2, 3 and 4, or empty or 0 for units that"
                + " are not treated by the last of them, but is 9 in 4 units");
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

  private static AverageEffects averages(DmlResult result, Family family) {
    return result.answers().averages().stream()
        .filter(each -> each.family() == family)
        .findFirst()
        .orElseThrow();
  }

  /** With one cohort, every time since the treatment has one effect. */
  @Test
  void theEventStudyOfOneCohortIsItsEffects() {
    DmlResult result = estimate(MODEL, new Rows(120, 0, 3).data());
    AverageEffects study = averages(result, Family.EVENT_STUDY);
    assertThat(study.effects()).hasSameSizeAs(result.estimates());
    for (int i = 0; i < study.effects().size(); i++) {
      TreatmentEffect effect = result.estimates().get(i);
      AverageEffect average = study.effects().get(i);
      assertThat(average.at()).contains(effect.cell().orElseThrow().exposure());
      assertThat(average.inference().coefficient()).isCloseTo(effect.coefficient(), within(1e-12));
      assertThat(average.inference().standardError())
          .isCloseTo(effect.standardError(), within(1e-12));
    }
  }

  /** Weights by the formulas of Callaway and Sant'Anna (2021), section 3.2. */
  @Test
  void averagesHaveTheirWeights() {
    DmlResult result = estimate(MODEL, new Rows(120, 0, 3, 4, 4).data());
    assertThat(weights(averages(result, Family.GROUP).overall()))
        .containsExactly(
            entry("ATT(3, 3) since 2", 1.0 / 6),
            entry("ATT(3, 4) since 2", 1.0 / 6),
            entry("ATT(4, 4) since 3", 2.0 / 3));
    assertThat(weights(averages(result, Family.TIME).effects().getLast()))
        .containsExactly(entry("ATT(3, 4) since 2", 1.0 / 3), entry("ATT(4, 4) since 3", 2.0 / 3));
    assertThat(weights(averages(result, Family.EVENT_STUDY).overall()))
        .containsExactly(
            entry("ATT(3, 3) since 2", 1.0 / 6),
            entry("ATT(4, 4) since 3", 1.0 / 3),
            entry("ATT(3, 4) since 2", 1.0 / 2));
  }

  private static Map<String, Double> weights(AverageEffect average) {
    Map<String, Double> weights = new LinkedHashMap<>();
    average
        .weights()
        .forEach((cell, weight) -> weights.put(cell.name(), Math.round(6e9 * weight) / 6e9));
    return weights;
  }

  /** The shares add the variance of a mean of effects over the groups of a unit. */
  @Test
  void estimatedSharesAddTheVarianceOfWhichGroupAUnitIsIn() {
    CausalData data = new Rows(300, 0, 3, 4).data();
    DoubleMachineLearning estimator = LinearNuisances.estimator(MODEL).withRepetitions(1);
    AverageEffects fixed = averages(estimator.estimate(data), Family.GROUP);
    AverageEffects estimated =
        averages(
            LinearNuisances.estimator(MODEL.withShares(GroupShares.ESTIMATED))
                .withRepetitions(1)
                .estimate(data),
            Family.GROUP);
    double three = fixed.effects().get(0).inference().coefficient();
    double four = fixed.effects().get(1).inference().coefficient();
    // In groups of 100 of 300: mean of ((theta_g - theta) / (2/3))^2 over all, over 300.
    double added = 2.0 / 3 * Math.pow((three - four) / 2 * 1.5, 2) / 300;
    assertThat(variance(estimated.overall()) - variance(fixed.overall()))
        .isCloseTo(added, within(0.2 * added + 1e-9));
    assertThat(variance(estimated.effects().get(0)))
        .isCloseTo(variance(fixed.effects().get(0)), within(1e-15));
  }

  private static double variance(AverageEffect average) {
    return Math.pow(average.inference().standardError(), 2);
  }

  @Test
  void everyKindOfAverageHasAJointBandOfItsOwn() {
    CausalData data = new Rows(200, 0, 3, 4).data();
    DmlResult result =
        LinearNuisances.estimator(MODEL)
            .withJointInference(MultiplierBootstrap.DEFAULT)
            .withRepetitions(2)
            .estimate(data);
    for (AverageEffects averages : result.answers().averages()) {
      JointIntervals joint = averages.joint().orElseThrow();
      assertThat(joint.intervals()).hasSameSizeAs(averages.effects());
      // From the normal quantile of one to Bonferroni's of five.
      assertThat(joint.criticalValue()).isBetween(1.95, 2.6);
    }
  }

  @Test
  void averagesAreBoundedByTheAverageOfTheBounds() {
    CausalData data = new Rows(200, 0, 3, 4).data();
    DmlResult result =
        LinearNuisances.estimator(MODEL)
            .withSensitivity(Confounding.DEFAULT)
            .withRepetitions(1)
            .estimate(data);
    AverageEffect overall = averages(result, Family.GROUP).overall();
    double bias = 0;
    for (int i = 0; i < result.estimates().size(); i++) {
      double weight =
          overall.weights().getOrDefault(result.estimates().get(i).cell().orElseThrow(), 0.0);
      Sensitivity sensitivity = result.answers().sensitivity().get(i);
      bias += weight * (sensitivity.upper().coefficient() - sensitivity.lower().coefficient()) / 2;
    }
    Sensitivity ofAverage = overall.sensitivity().orElseThrow();
    assertThat(ofAverage.upper().coefficient() - overall.inference().coefficient())
        .isCloseTo(bias, within(1e-12));
  }

  private static List<AverageEffect> allAverages(DmlResult result) {
    return result.answers().averages().stream()
        .flatMap(each -> Stream.concat(each.effects().stream(), Stream.of(each.overall())))
        .toList();
  }

  /** A unit's change depends on x, and with it, through the cohort, on the wave of x hardly. */
  @Test
  void benchmarksOfAveragesAreChangesOfAveragesWithoutTheCovariates() {
    Rows rows = new Rows(200, 0, 3, 4);
    DoubleMachineLearning plain = LinearNuisances.estimator(MODEL).withRepetitions(1);
    DmlResult all =
        plain
            .withSensitivity(Confounding.DEFAULT.withBenchmark("wave", List.of("wave")))
            .estimate(rows.dataWithWave());
    List<AverageEffect> averages = allAverages(all);
    List<AverageEffect> less = allAverages(plain.estimate(rows.data()));
    assertThat(averages).hasSameSizeAs(less).isNotEmpty();
    for (int i = 0; i < less.size(); i++) {
      Benchmark benchmark = averages.get(i).sensitivity().orElseThrow().benchmarks().get("wave");
      assertThat(benchmark.change())
          .isNotZero()
          .isCloseTo(
              less.get(i).inference().coefficient() - averages.get(i).inference().coefficient(),
              within(1e-12));
      assertThat(benchmark.cfY()).isBetween(0.0, 1.0);
    }
  }

  /** Units of cohort 3 in period 4 are alone at one period since their treatment. */
  @Test
  void theBenchmarkOfAnAverageOfOneEffectIsThatOfTheEffect() {
    DmlResult result =
        LinearNuisances.estimator(MODEL)
            .withSensitivity(Confounding.DEFAULT.withBenchmark("x", List.of("x")))
            .withRepetitions(3)
            .estimate(new Rows(200, 0, 3, 4).dataWithWave());
    AverageEffect alone =
        averages(result, Family.EVENT_STUDY).effects().stream()
            .filter(each -> each.at().orElseThrow() == 1)
            .findFirst()
            .orElseThrow();
    int position = names(result).indexOf("ATT(3, 4) since 2");
    assertThat(alone.weights()).hasSize(1);
    Benchmark benchmark = alone.sensitivity().orElseThrow().benchmarks().get("x");
    assertThat(benchmark)
        .isEqualTo(result.answers().sensitivity().get(position).benchmarks().get("x"));
    // Trends differ by x alone, so that it is a strong confounder.
    assertThat(benchmark.cfY()).isGreaterThan(0.1);
  }
}
