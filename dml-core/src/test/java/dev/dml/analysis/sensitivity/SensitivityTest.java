package dev.dml.analysis.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Aggregation, robustness values, benchmarks and contours of made-up repetitions. */
class SensitivityTest {

  private static final OmittedVariableBias FIRST = bias(1.5, 0.2, 1.25, 1.6, 0.1, 0.3);
  private static final OmittedVariableBias SECOND = bias(1.7, 0.25, 1.2, 1.5, 0.12, -0.2);
  private static final OmittedVariableBias THIRD = bias(1.4, 0.19, 1.3, 1.7, 0.09, 0.1);

  private static OmittedVariableBias bias(
      double theta, double error, double sigma, double nu, double biasError, double correlation) {
    return new OmittedVariableBias(
        new Estimate(theta, error), sigma, nu, biasError, correlation, false);
  }

  private static Sensitivity sensitivity(
      Confounding confounding, Aggregation rule, OmittedVariableBias... repetitions) {
    return Sensitivity.of(confounding, rule, 500, 0.95, List.of(repetitions), Map.of());
  }

  private static Confounding against(double nullEffect) {
    return new Confounding(0.03, 0.03, 1, nullEffect, Map.of());
  }

  private static Confounding both(double share, double rho, double nullEffect) {
    return new Confounding(share, share, rho, nullEffect, Map.of());
  }

  /** c = |theta| / B = 1.5 / 2 = .75, and v = (-q + sqrt(q2 + 4 q)) / 2 with q = c2 = .5625. */
  @Test
  void theRobustnessValueOfOneRepetitionHasAClosedForm() {
    double q = 0.5625;
    assertThat(sensitivity(Confounding.DEFAULT, Aggregation.MEDIAN, FIRST).robustness())
        .isCloseTo((-q + Math.sqrt(q * q + 4 * q)) / 2, within(1e-14));
  }

  /** (theta - c B)2 = z2 (s2 - 2 c r s t + c2 t2) is a quadratic equation in c. */
  @Test
  void theRobustnessOfTheIntervalSolvesItsQuadratic() {
    double z = 1.6448536269514722; // the .95 quantile of the normal
    double b = FIRST.bias();
    double s = FIRST.estimate().standardError();
    double t = FIRST.biasError();
    double square = b * b - z * z * t * t;
    double linear = -2 * 1.5 * b + 2 * z * z * FIRST.correlation() * s * t;
    double constant = 1.5 * 1.5 - z * z * s * s;
    double c = (-linear - Math.sqrt(linear * linear - 4 * square * constant)) / (2 * square);
    double q = c * c;
    assertThat(sensitivity(Confounding.DEFAULT, Aggregation.MEDIAN, FIRST).significantRobustness())
        .isCloseTo((-q + Math.sqrt(q * q + 4 * q)) / 2, within(1e-13));
  }

  @ParameterizedTest
  @EnumSource
  void aConfounderOfTheRobustnessValueReachesTheNull(Aggregation rule) {
    for (double nullEffect : new double[] {0, 1, 2.5}) {
      for (double rho : new double[] {1, -0.5}) {
        Sensitivity asked =
            sensitivity(both(0.03, rho, nullEffect), rule, FIRST, SECOND, THIRD, FIRST);
        Sensitivity there =
            sensitivity(
                both(asked.robustness(), rho, nullEffect), rule, FIRST, SECOND, THIRD, FIRST);
        Sensitivity significant =
            sensitivity(
                both(asked.significantRobustness(), rho, nullEffect),
                rule,
                FIRST,
                SECOND,
                THIRD,
                FIRST);
        boolean below = nullEffect < 1.45;
        assertThat(below ? there.lower().coefficient() : there.upper().coefficient())
            .isCloseTo(nullEffect, within(1e-12));
        assertThat(below ? significant.lowerEnd() : significant.upperEnd())
            .isCloseTo(nullEffect, within(1e-12));
      }
    }
  }

  @Test
  void aNullInsideTheIntervalNeedsNoConfounder() {
    Sensitivity answer = sensitivity(against(1.3), Aggregation.MEDIAN_SPREAD, FIRST, SECOND, THIRD);
    assertThat(answer.robustness()).isPositive();
    assertThat(answer.significantRobustness()).isZero();
  }

  @Test
  void withoutBiasNoConfounderIsStrongEnough() {
    OmittedVariableBias none = bias(1, 0.1, 0, 1, 0, 0);
    Sensitivity answer = sensitivity(Confounding.DEFAULT, Aggregation.MEDIAN, none);
    assertThat(answer.robustness()).isEqualTo(1);
    assertThat(answer.significantRobustness()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void identicalRepetitionsAggregateToASingleOne(Aggregation rule) {
    Sensitivity one = sensitivity(Confounding.DEFAULT, rule, FIRST);
    Sensitivity three = sensitivity(Confounding.DEFAULT, rule, FIRST, FIRST, FIRST);
    assertThat(three.lower().coefficient()).isCloseTo(one.lower().coefficient(), within(1e-14));
    assertThat(three.lower().standardError()).isCloseTo(one.lower().standardError(), within(1e-14));
    assertThat(three.upperEnd()).isCloseTo(one.upperEnd(), within(1e-14));
    assertThat(three.robustness()).isCloseTo(one.robustness(), within(1e-14));
    assertThat(three.significantRobustness()).isCloseTo(one.significantRobustness(), within(1e-14));
  }

  /** The median of 1.5 - 2c, 1.7 - 1.8c and 1.4 - 2.21c at c = .0304603849540086. */
  @Test
  void theBoundIsTheMedianOfTheBounds() {
    Sensitivity answer = sensitivity(Confounding.DEFAULT, Aggregation.MEDIAN, FIRST, SECOND, THIRD);
    assertThat(answer.lower().coefficient()).isCloseTo(1.5 - 2 * 0.0304603849540086, within(1e-14));
  }

  @Test
  void theContourHoldsTheNearerBound() {
    Sensitivity answer = sensitivity(both(0.1, 1, 0), Aggregation.MEDIAN, FIRST, SECOND, THIRD);
    Contour contour = answer.contour();
    assertThat(contour.cfY()).hasSize(11).startsWith(0.0).endsWith(0.2);
    assertThat(contour.bound().get(0).get(7)).isEqualTo(1.5);
    // The fifth step of both is the confounder itself.
    assertThat(contour.bound().get(5).get(5)).isEqualTo(answer.lower().coefficient());
  }

  /**
   * Without the covariates sigma is 2 instead of 1.25 and nu 1.2 instead of 1.6: cf_y = (4 -
   * 1.5625) / 1.5625, above 1; cf_d = (2.56 - 1.44) / 1.44; rho = .6 / sqrt(2.4375 x 1.12).
   */
  @Test
  void aBenchmarkComparesTheTwoEstimations() {
    Benchmark benchmark = Benchmark.of(List.of(FIRST), List.of(bias(0.9, 0.2, 2, 1.2, 0.1, 0)));
    assertThat(benchmark.cfY()).isEqualTo(1);
    assertThat(benchmark.cfD()).isCloseTo(1.12 / 1.44, within(1e-14));
    assertThat(benchmark.rho()).isCloseTo(-0.6 / Math.sqrt(2.4375 * 1.12), within(1e-14));
    assertThat(benchmark.change()).isCloseTo(-0.6, within(1e-14));
  }

  @Test
  void covariatesThatExplainNothingAreNoConfounder() {
    Benchmark benchmark = Benchmark.of(List.of(FIRST), List.of(bias(1.51, 0.2, 1.2, 1.7, 0.1, 0)));
    assertThat(benchmark.cfY()).isZero();
    assertThat(benchmark.cfD()).isZero();
    assertThat(benchmark.rho()).isEqualTo(1);
  }

  /**
   * Bounds add w B = .25 x 2 and .75 x 1.8, of 1.85; cf_y is (1.69 - 1.5625) / 1.5625 and .81 /
   * 1.44, cf_d .31 / 2.25 and .81 / 1.44; the largest change sqrt(.1275 x .31) and .81.
   */
  @Test
  void theBenchmarkOfAnAverageWeighsGainsByWhatTheyAddToTheBound() {
    Benchmark benchmark =
        Benchmark.of(
            List.of(
                new Benchmark.Compared(
                    0.25, List.of(FIRST), List.of(bias(1.6, 0.2, 1.3, 1.5, 0.1, 0))),
                new Benchmark.Compared(
                    0.75, List.of(SECOND), List.of(bias(1.5, 0.2, 1.5, 1.2, 0.1, 0)))));
    assertThat(benchmark.cfY())
        .isCloseTo((0.5 * 0.1275 / 1.5625 + 1.35 * 0.5625) / 1.85, within(1e-14));
    assertThat(benchmark.cfD())
        .isCloseTo((0.5 * 0.31 / 2.25 + 1.35 * 0.5625) / 1.85, within(1e-14));
    double change = 0.25 * 0.1 - 0.75 * 0.2;
    double largest = 0.25 * Math.sqrt(0.1275 * 0.31) + 0.75 * 0.81;
    assertThat(benchmark.change()).isCloseTo(change, within(1e-14));
    assertThat(benchmark.rho()).isCloseTo(change / largest, within(1e-14));
  }

  /** Residuals of zero bound nothing, so that the weights decide: .75 x (2.25 - 1.44) / 1.44. */
  @Test
  void theBenchmarkOfAnAverageWithoutABoundHasItsWeights() {
    OmittedVariableBias nothing = bias(1, 0, 0, 1.5, 0, 0);
    Benchmark benchmark =
        Benchmark.of(
            List.of(
                new Benchmark.Compared(0.25, List.of(nothing), List.of(nothing)),
                new Benchmark.Compared(
                    0.75, List.of(nothing), List.of(bias(1, 0, 0.1, 1.2, 0, 0)))));
    assertThat(benchmark.cfD()).isCloseTo(0.75 * 0.81 / 1.44, within(1e-14));
  }

  @Test
  void aFallBackIsSaid() {
    OmittedVariableBias fallen = new OmittedVariableBias(new Estimate(1, 0.1), 1, 1, 0.1, 0, true);
    assertThat(sensitivity(Confounding.DEFAULT, Aggregation.MEDIAN, FIRST, fallen).warnings())
        .containsExactly(
            "sensitivity: the orthogonal form of nu2 was not positive in 1 of 2 repetitions, so"
                + " that the mean square of the Riesz representer took its place: the propensities"
                + " are extreme or badly predicted, and the bounds are too");
    assertThat(sensitivity(Confounding.DEFAULT, Aggregation.MEDIAN, FIRST).warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1,0,1,0,'cf_y must be at least 0 and below 1, but was -0.1'",
    "0,1,1,0,'cf_d must be at least 0 and below 1, but was 1.0'",
    "0,NaN,1,0,'cf_d must be at least 0 and below 1, but was NaN'",
    "0,0,1.5,0,'rho must be from -1 to 1 and not 0, but was 1.5'",
    "0,0,0,0,'rho must be from -1 to 1 and not 0, but was 0.0'",
    "0,0,1,Infinity,'the null must be a finite number, but was Infinity'",
    "2,0,0,0,'cf_y must be at least 0 and below 1, but was 2.0; rho must be from -1 to 1 and not"
        + " 0, but was 0.0'",
  })
  void anImpossibleConfounderIsRefused(
      double cfY, double cfD, double rho, double nullEffect, String message) {
    assertThat(catchThrowable(() -> new Confounding(cfY, cfD, rho, nullEffect, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
