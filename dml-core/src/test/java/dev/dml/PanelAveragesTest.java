package dev.dml;

import static dev.dml.StaggeredPanel.MODEL;
import static dev.dml.StaggeredPanel.estimate;
import static dev.dml.StaggeredPanel.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.dml.StaggeredPanel.Rows;
import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.sensitivity.Benchmark;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.model.EffectAverage.Family;
import dev.dml.model.did.GroupShares;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Averages of the effects on groups in periods. */
class PanelAveragesTest {

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
