package dev.dml.learner.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplexLeastSquaresTest {

  private static final int ROWS = 60;

  private static double[] ones() {
    double[] ones = new double[ROWS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] weights(double[] y, double[]... predictions) {
    return SimplexLeastSquares.of(y, predictions, ones()).weights();
  }

  private static double error(double[] y, double[][] predictions, double[] weights) {
    double error = 0;
    for (int i = 0; i < y.length; i++) {
      double e = y[i];
      for (int j = 0; j < weights.length; j++) {
        e -= weights[j] * predictions[j][i];
      }
      error += e * e;
    }
    return error;
  }

  /** Of two candidates: the slope of y - b on a - b, cut off at 0 and 1. */
  @Test
  void twoCandidatesHaveTheClosedForm() {
    double[] y = new Random(1).doubles(ROWS, -1, 1).toArray();
    double[] a = new Random(2).doubles(ROWS, -1, 1).toArray();
    double[] b = new Random(3).doubles(ROWS, -1, 1).toArray();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      products += (y[i] - b[i]) * (a[i] - b[i]);
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    double slope = products / squares;
    assertThat(slope).isBetween(0.05, 0.95);
    assertThat(weights(y, a, b)).containsExactly(new double[] {slope, 1 - slope}, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9})
  void noPointOfAFineGridIsBetter(int candidates) {
    Random random = new Random(candidates);
    double[] truth = random.doubles(ROWS).toArray();
    double[] y = Arrays.stream(truth).map(t -> t + random.nextGaussian()).toArray();
    double[][] predictions = new double[candidates][];
    for (int j = 0; j < candidates; j++) {
      double noise = 0.3 * j;
      predictions[j] = Arrays.stream(truth).map(t -> t + noise * random.nextGaussian()).toArray();
    }
    double[] weights = weights(y, predictions);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(weights).allMatch(w -> w >= 0 && w <= 1)).isTrue();
    double least = error(y, predictions, weights);
    for (int draw = 0; draw < 2000; draw++) {
      double[] other = random.doubles(candidates).map(u -> -Math.log(u)).toArray();
      double sum = Arrays.stream(other).sum();
      double share = random.nextDouble();
      for (int j = 0; j < candidates; j++) {
        other[j] = share * weights[j] + (1 - share) * other[j] / sum;
      }
      assertThat(error(y, predictions, other)).isGreaterThanOrEqualTo(least * (1 - 1e-9));
    }
  }

  @Test
  void candidatesThatPredictTheSameShareTheirWeight() {
    double[] y = new Random(1).doubles(ROWS).toArray();
    double[] a = new Random(2).doubles(ROWS).toArray();
    assertThat(weights(y, a, a, a))
        .containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(1e-6));
  }

  /** Of two candidates: the slope of y - b on a - b, cut off at 0 alone. */
  @Test
  void onlyTheFreeWeightMayBeNegative() {
    double[] y = new Random(1).doubles(ROWS, -1, 1).toArray();
    double[] flat = times(y, 0.5);
    double[] zero = new double[ROWS];
    assertThat(weights(y, flat, zero)).containsExactly(new double[] {1, 0}, within(1e-8));
    assertThat(weights(OptionalInt.of(1), y, flat, zero))
        .containsExactly(new double[] {2, -1}, within(1e-8));
    assertThat(weights(OptionalInt.of(1), y, times(y, -0.5), zero))
        .containsExactly(new double[] {0, 1}, within(1e-8));
    // As much as the others are flat together: y = 2 flat = 4 flatter, by the smallest error of
    // all.
    assertThat(
            error(
                y,
                new double[][] {zero, flat, times(y, 0.25)},
                weights(OptionalInt.of(0), y, zero, flat, times(y, 0.25))))
        .isCloseTo(0, within(1e-12));
  }

  /** Weights of what differs from the free candidate by rounding alone would be any numbers. */
  @Test
  void aCandidateLikeTheFreeOneHasAsMuchWeight() {
    double[] y = new Random(1).doubles(ROWS).toArray();
    double[] mean = new double[ROWS];
    Arrays.fill(mean, 0.5);
    double[] rounded = mean.clone();
    rounded[0] += 1e-16;
    assertThat(weights(OptionalInt.of(0), y, mean, rounded))
        .containsExactly(new double[] {0.5, 0.5}, within(1e-3));
  }

  private static double[] weights(OptionalInt free, double[] y, double[]... predictions) {
    return SimplexLeastSquares.of(y, predictions, ones()).weights(free);
  }

  @Test
  void aPerfectCandidateTakesAll() {
    double[] y = new Random(1).doubles(ROWS).toArray();
    assertThat(weights(y, new Random(2).doubles(ROWS).toArray(), y))
        .containsExactly(new double[] {0, 1}, within(1e-8));
  }

  @Test
  void aRowOfWeightTwoCountsAsTwoRows() {
    double[] y = {1, 2, 4, 3};
    double[][] predictions = {{1, 1, 3, 3}, {2, 2, 2, 5}};
    double[] twice =
        SimplexLeastSquares.of(
                new double[] {1, 2, 4, 3, 4},
                new double[][] {{1, 1, 3, 3, 3}, {2, 2, 2, 5, 2}},
                new double[] {1, 1, 1, 1, 1})
            .weights();
    double[] weighted = SimplexLeastSquares.of(y, predictions, new double[] {1, 1, 2, 1}).weights();
    assertThat(weighted).containsExactly(twice, within(1e-12));
  }

  /** Powers of two change no digit, and 1e200 squared is beyond a double. */
  @Test
  void theUnitDoesNotMatter() {
    double[] y = new Random(1).doubles(ROWS, -1, 1).toArray();
    double[] a = new Random(2).doubles(ROWS, -1, 1).toArray();
    double[] b = new Random(3).doubles(ROWS, -1, 1).toArray();
    double[] usual = weights(y, a, b);
    for (double unit : new double[] {0x1p700, 0x1p-700}) {
      assertThat(weights(times(y, unit), times(a, unit), times(b, unit))).isEqualTo(usual);
    }
  }

  private static double[] times(double[] values, double unit) {
    return Arrays.stream(values).map(value -> unit * value).toArray();
  }
}
