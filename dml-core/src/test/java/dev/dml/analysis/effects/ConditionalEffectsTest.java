package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionalEffectsTest extends Curves {

  private EffectCurve curve(CausalModel model, CurveBasis basis) {
    return curve(estimator(model, basis).estimate(data().build()));
  }

  private static EffectCurve curve(DmlResult result) {
    return result.answers().effects().curves().getFirst();
  }

  static Stream<CausalModel> models() {
    return Stream.concat(
        Stream.of(PartiallyLinear.partiallingOut()),
        Stream.of(Estimand.values()).map(InteractiveRegression::of));
  }

  /** A constant is predicted best by the average effect, with its standard error. */
  @ParameterizedTest
  @MethodSource("models")
  void theCoefficientOfAConstantIsTheAverageEffect(CausalModel model) {
    DmlResult result = estimator(model, basis("one")).estimate(data().build());
    EffectCurve.Coefficient coefficient = curve(result).coefficients().getFirst();
    for (int r = 0; r < 3; r++) {
      Estimate average = result.estimates().getFirst().repetitions().get(r);
      Estimate constant = coefficient.repetitions().get(r);
      assertThat(constant.coefficient()).isCloseTo(average.coefficient(), within(1e-12));
      assertThat(constant.standardError()).isCloseTo(average.standardError(), within(1e-12));
    }
    assertThat(curve(result).flatness()).isEmpty();
  }

  /** An average potential outcome is one too, of each level. */
  @Test
  void everyLevelHasACurve() {
    DmlResult result =
        estimator(AveragePotentialOutcomes.ofAllLevels(), basis("one")).estimate(data().build());
    assertThat(result.answers().effects().curves())
        .extracting(EffectCurve::name)
        .containsExactly("d = 0", "d = 1");
    for (int level = 0; level < 2; level++) {
      assertThat(
              result
                  .answers()
                  .effects()
                  .curves()
                  .get(level)
                  .coefficients()
                  .getFirst()
                  .inference()
                  .coefficient())
          .isCloseTo(result.estimates().get(level).coefficient(), within(1e-12));
    }
  }

  @Test
  void indicatorsOfGroupsHaveTheEffectsOfGroups() {
    CausalModel model = InteractiveRegression.of(Estimand.ATTE);
    DmlResult result =
        LinearNuisances.estimator(model)
            .withPartitions(Lcg500.partitions(3))
            .withEffects(
                Heterogeneity.NONE
                    .withGroups(List.of("low", "high"))
                    .withCurve(CurveQuestion.of(basis("low", "high"))))
            .estimate(data().build());
    List<GroupEffect> groups = result.answers().effects().groups();
    for (int g = 0; g < 2; g++) {
      Estimate group = groups.get(g).repetitions().getFirst();
      Estimate coefficient = curve(result).coefficients().get(g).repetitions().getFirst();
      assertThat(coefficient.coefficient()).isCloseTo(group.coefficient(), within(1e-12));
      assertThat(coefficient.standardError()).isCloseTo(group.standardError(), within(1e-12));
    }
    WaldTest ofGroups =
        result.answers().effects().comparisons().getFirst().equality().orElseThrow();
    WaldTest ofCurve = curve(result).flatness().orElseThrow();
    assertThat(ofCurve.degrees()).isEqualTo(1);
    assertThat(ofCurve.statistic()).isCloseTo(ofGroups.statistic(), within(1e-9));
  }

  /** The same functions in another unit, or another basis of the same space. */
  @Test
  void theTestOfAConstantEffectDependsOnNoUnit() {
    CausalModel model = InteractiveRegression.of(Estimand.ATE);
    WaldTest plain = curve(model, basis("one", "x1")).flatness().orElseThrow();
    WaldTest scaled = curve(model, basis("one", "thousands")).flatness().orElseThrow();
    assertThat(plain.degrees()).isEqualTo(1);
    assertThat(scaled.statistic()).isCloseTo(plain.statistic(), within(1e-9));
    // t of the slope, squared; the constant does not matter.
    double t = curve(model, basis("one", "x1")).coefficients().getLast().inference().t();
    assertThat(plain.statistic()).isCloseTo(t * t, within(1e-9));
  }

  /** Splines without a knot span the polynomials of their degree. */
  @Test
  void splinesWithoutKnotsAreAPolynomial() {
    CausalModel model = PartiallyLinear.partiallingOut();
    List<Double> at = List.of(-0.5, 0.0, 0.5);
    EffectCurve spline = curve(model, new SplineBasis("x1", 1, 0, 20, at));
    EffectCurve line =
        curve(
            model,
            new GivenBasis(
                List.of("one", "x1"), at.stream().map(place -> List.of(1.0, place)).toList()));
    for (int p = 0; p < at.size(); p++) {
      assertThat(spline.effects().get(p).coefficient())
          .isCloseTo(line.effects().get(p).coefficient(), within(1e-10));
      assertThat(spline.effects().get(p).standardError())
          .isCloseTo(line.effects().get(p).standardError(), within(1e-10));
    }
    assertThat(spline.flatness().orElseThrow().degrees()).isEqualTo(1);
  }

  @Test
  void theBandIsWiderThanTheIntervals() {
    EffectCurve curve = curve(PartiallyLinear.partiallingOut(), SplineBasis.along("x1"));
    assertThat(curve.places()).hasSize(20);
    assertThat(curve.criticalValue()).isBetween(2.2, 3.5);
    for (int p = 0; p < 20; p++) {
      assertThat(curve.joint().get(p).length())
          .isGreaterThan(curve.effects().get(p).interval().length());
    }
  }

  /**
   * At one place the band is the interval: 1.96 standard errors, but for the draws. The quantile of
   * 100,000 has the standard error sqrt(.05 .95 / 100,000) / (2 phi(1.96)) = 0.006.
   */
  @Test
  void atOnePlaceTheBandIsTheInterval() {
    CurveQuestion question =
        new CurveQuestion(new SplineBasis("x1", 3, 2, 2, List.of(0.1)), 100_000);
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .withEffects(Heterogeneity.NONE.withCurve(question))
            .estimate(data().build());
    assertThat(curve(result).criticalValue()).isCloseTo(1.96, within(0.025));
  }

  /** The rule of DoubleML takes the medians of the bounds of the repetitions. */
  @Test
  void underTheMedianRuleBoundsAreMedians() {
    EffectCurve curve =
        curve(
            estimator(PartiallyLinear.partiallingOut(), SplineBasis.along("x1"))
                .withAggregation(Aggregation.MEDIAN)
                .estimate(data().build()));
    assertThat(curve.joint().getFirst().upper())
        .isGreaterThan(curve.effects().getFirst().interval().upper());
  }

  @Test
  void noNumberOfThreadsChangesABit() {
    List<String> results =
        Stream.of(1, 2, 8)
            .map(LocalBackend::new)
            .map(
                backend ->
                    curve(
                            estimator(PartiallyLinear.partiallingOut(), SplineBasis.along("x1"))
                                .withBackend(backend)
                                .estimate(data().build()))
                        .toString())
            .toList();
    assertThat(results).containsOnly(results.getFirst());
  }
}
