package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonteCarloErrorTest {

  private static final Seed SEED = new Seed(1);

  /** Of 1, 2, 3, 4 the standard deviation is sqrt(5 / 3). */
  @Test
  void aMeanHasTheStandardDeviationOverTheRootOfTheNumber() {
    assertThat(MonteCarloError.ofMean(new double[] {1, 2, 3, 4}))
        .isCloseTo(Math.sqrt(5.0 / 3 / 4), within(1e-15));
  }

  /**
   * Of two values a, b the median of a bootstrap sample is a, b or their mean with probabilities
   * 1/4, 1/4, 1/2: variance (b - a)^2 / 8. Of 0, 0, 1 it is 1 if two or three of three draws are,
   * with probability 7/27: variance 7/27 x 20/27. The relative error of a standard deviation of
   * 1,000 draws is below 3 %, one standard error.
   */
  @Test
  void aMedianHasTheStandardDeviationOfItsBootstrapDistribution() {
    assertThat(MonteCarloError.ofMedian(new double[] {5, 7}, SEED))
        .isCloseTo(2 / Math.sqrt(8), within(0.1));
    assertThat(MonteCarloError.ofMedian(new double[] {0, 1, 0}, SEED))
        .isCloseTo(Math.sqrt(7.0 / 27 * 20 / 27), within(0.05));
  }

  /**
   * For many values it is near 1 / (2 f sqrt(R)) with the density f at the median, which is 1/4 for
   * the logistic distribution. It stands for an estimate of f, whose error is that of 1,000 draws
   * and of the spacings near the middle.
   */
  @Test
  void aMedianOfManyValuesHasTheTextbookError() {
    double[] values = SEED.generator().doubles(2000).map(p -> Math.log(p / (1 - p))).toArray();
    double textbook = 2 / Math.sqrt(2000);
    assertThat(MonteCarloError.ofMedian(values, SEED)).isCloseTo(textbook, within(0.25 * textbook));
  }

  @Test
  void unitsAndOrderDoNotMatter() {
    double[] values = {3, 1, 4, 1.5, 9, 2.6};
    double[] large = Arrays.stream(values).map(value -> 0x1p900 * value).toArray();
    double[] turned = {2.6, 9, 1.5, 4, 1, 3};
    assertThat(MonteCarloError.ofMedian(large, SEED))
        .isEqualTo(0x1p900 * MonteCarloError.ofMedian(values, SEED));
    assertThat(MonteCarloError.ofMedian(turned, SEED))
        .isEqualTo(MonteCarloError.ofMedian(values, SEED));
    assertThat(MonteCarloError.ofMedian(new double[] {7, 7, 7}, SEED)).isZero();
  }

  @Test
  void oneRepetitionTellsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aggregation.MEDIAN.monteCarloError(List.of(new Estimate(1, 1)), SEED))
        .withMessage("at least two repetitions are needed, but there were 1");
  }
}
