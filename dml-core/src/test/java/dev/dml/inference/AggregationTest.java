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
   * 1.8142569e-18 is the median of the three p-values, 2.3576289e-18 that of coefficient and
   * standard error.
   */
  @Test
  void onlyMedianTakesTheMedianOfPValues() {
    assertThat(aggregate(Aggregation.MEDIAN).p()).isCloseTo(1.8142569e-18, within(1e-25));
    assertThat(aggregate(Aggregation.MEDIAN_R).p()).isCloseTo(2.3576289e-18, within(1e-25));
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
}
