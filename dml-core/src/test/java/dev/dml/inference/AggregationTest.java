package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three repetitions of partialling out on 500 observations (the data of {@code Lcg500}); the
 * expected aggregates were computed with DoubleML for Python 0.12.dev0 and with the formulas of
 * DoubleML for R and of ddml.
 */
class AggregationTest {

  private static final List<Estimate> THREE =
      List.of(
          new Estimate(.600777623136, .068909720043),
          new Estimate(.622468064385, .06902754092),
          new Estimate(.602183115529, .068677496494));

  private static Inference aggregate(Aggregation rule) {
    return rule.of(THREE, 500, 0.95);
  }

  private static void expect(Aggregation rule, double coefficient, double standardError) {
    assertThat(aggregate(rule).coefficient()).isCloseTo(coefficient, within(1e-12));
    assertThat(aggregate(rule).standardError()).isCloseTo(standardError, within(1e-12));
  }

  @Test
  void medianSpread() {
    expect(Aggregation.MEDIAN_SPREAD, .602183115529, .068924051863);
  }

  @Test
  void median() {
    expect(Aggregation.MEDIAN, .602183115529, .068677496494);
  }

  @Test
  void medianR() {
    expect(Aggregation.MEDIAN_R, .602183115529, .068909748710);
  }

  @Test
  void meanSpread() {
    expect(Aggregation.MEAN_SPREAD, .608476267683, .069570037338);
  }

  /**
   * 1.8142569e-18 was computed with DoubleML for Python, 2.3576289e-18 with the formulas of
   * DoubleML for R.
   */
  @Test
  void pValuesFollowFromTheAggregatedCoefficientAndStandardError() {
    assertThat(aggregate(Aggregation.MEDIAN).p()).isCloseTo(1.8142569e-18, within(1e-25));
    assertThat(aggregate(Aggregation.MEDIAN_R).p()).isCloseTo(2.3576289e-18, within(1e-25));
  }

  /**
   * Three repetitions of a local average treatment effect whose middle p-value, 0.107, is not the
   * p-value of the middle coefficient; what DoubleML for Python 0.11.4+ (commit 1808b07a) reports
   * for them.
   */
  @Test
  void medianReportsWhatDoubleMlForPythonReports() {
    List<Estimate> late =
        List.of(
            new Estimate(0.8496366588890762, 0.4934889924210408),
            new Estimate(0.8516986222743628, 0.5288617523397077),
            new Estimate(0.7103698081925842, 0.5495299253650611));
    Inference aggregate = Aggregation.MEDIAN.of(late, 600, 0.95);
    assertThat(aggregate.t()).isCloseTo(1.7216932331576167, within(1e-13));
    assertThat(aggregate.p()).isCloseTo(0.08512510379322433, within(1e-13));
    assertThat(aggregate.interval().lower()).isCloseTo(-0.1848513651122059, within(1e-13));
    assertThat(aggregate.interval().upper()).isCloseTo(1.816857310801276, within(1e-13));
  }

  /** By hand: the mean of the two middle values 2 and 3. */
  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoMiddleValues() {
    List<Estimate> four =
        List.of(new Estimate(9, 1), new Estimate(1, 1), new Estimate(3, 1), new Estimate(2, 1));
    assertThat(Aggregation.MEDIAN.of(four, 10, 0.95).coefficient()).isEqualTo(2.5);
  }

  @ParameterizedTest
  @EnumSource
  void identicalRepetitionsGiveTheSingleEstimate(Aggregation rule) {
    Estimate single = new Estimate(0.5, 0.25);
    Inference aggregate = rule.of(List.of(single, single, single, single), 100, 0.9);
    Inference alone = Inference.of(single, 0.9);
    assertThat(aggregate.coefficient()).isEqualTo(0.5);
    assertThat(aggregate.standardError()).isCloseTo(0.25, within(1e-15));
    assertThat(aggregate.p()).isCloseTo(alone.p(), within(1e-15));
    assertThat(aggregate.interval().lower()).isCloseTo(alone.interval().lower(), within(1e-15));
    assertThat(aggregate.interval().upper()).isCloseTo(alone.interval().upper(), within(1e-15));
  }

  /** By hand: a repetition without any error has all the weight. */
  @ParameterizedTest
  @EnumSource
  void repetitionsWithoutErrorHaveNone(Aggregation rule) {
    Estimate exact = new Estimate(2, 0);
    Inference aggregate = rule.of(List.of(exact, exact), 10, 0.95);
    assertThat(aggregate.coefficient()).isEqualTo(2);
    assertThat(aggregate.standardError()).isZero();
  }
}
