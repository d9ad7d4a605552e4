package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import java.util.List;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.junit.jupiter.api.Test;

class WaldTestTest {

  private static WaldTest of(double[] estimates, double[][] covariance) {
    return WaldTest.of(new ArrayRealVector(estimates), covariance);
  }

  /** (1 + 4 - 2 * 0.5 * 2) / (1 - 0.5^2) = 4, and chi-square with 2 degrees is exponential. */
  @Test
  void twoCorrelatedEstimates() {
    WaldTest test = of(new double[] {1, 2}, new double[][] {{1, 0.5}, {0.5, 1}});
    assertThat(test.statistic()).isCloseTo(4, within(1e-13));
    assertThat(test.degrees()).isEqualTo(2);
    assertThat(test.p()).isCloseTo(Math.exp(-2), within(1e-13));
  }

  /** The second estimate is the first: 2^2, of which 4.55 % of normal values squared are larger. */
  @Test
  void anEstimateThatIsThereTwiceCountsOnce() {
    WaldTest test = of(new double[] {2, 2}, new double[][] {{1, 1}, {1, 1}});
    assertThat(test.statistic()).isCloseTo(4, within(1e-13));
    assertThat(test.degrees()).isEqualTo(1);
    assertThat(test.p()).isCloseTo(0.04550026389635842, within(1e-13));
  }

  /**
   * Two repetitions with covariance {{1, 0.5}, {0.5, 1}} and estimates that are 2 apart in both
   * coordinates: medians (1, 2), squared standard errors 1 + 1 = 2, and by the same spread the
   * covariance 0.5 + 1 = 1.5. W = (2 - 2 * 1.5 * 2 + 8) / (4 - 1.5^2) = 4 / 1.75.
   */
  @Test
  void theSpreadOverRepetitionsIsInTheCovariance() {
    AggregatedPrediction aggregated = aggregated(prediction(0, 1, 1), prediction(2, 3, 1));
    WaldTest test = aggregated.nullity().orElseThrow();
    assertThat(test.statistic()).isCloseTo(4 / 1.75, within(1e-13));
    assertThat(test.degrees()).isEqualTo(2);
  }

  private static LinearPrediction prediction(double first, double second, double variance) {
    double covariance = variance == 0 ? 0 : 0.5;
    return new LinearPrediction(
        new double[] {first, second}, new double[][] {{1, covariance}, {covariance, variance}});
  }

  private static AggregatedPrediction aggregated(LinearPrediction... repetitions) {
    return new AggregatedPrediction(List.of(repetitions), Aggregation.MEDIAN_SPREAD, 100, 0.95);
  }

  /** What has no error cannot be divided by it; 1.5^2 is left. */
  @Test
  void anEstimateWithoutErrorIsNotTested() {
    WaldTest test = aggregated(prediction(1.5, 0, 0)).nullity().orElseThrow();
    assertThat(test.statistic()).isCloseTo(2.25, within(1e-13));
    assertThat(test.degrees()).isEqualTo(1);
  }

  @Test
  void withoutAnyErrorThereIsNoTest() {
    LinearPrediction known = new LinearPrediction(new double[] {1}, new double[][] {{0}});
    assertThat(known.estimates()).containsExactly(new Estimate(1, 0));
    assertThat(aggregated(known).nullity()).isEmpty();
  }
}
