package dev.dml.inference;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How far an aggregate of random splits is from that of infinitely many: its standard deviation.
 */
final class MonteCarloError {

  private static final int DRAWS = 1000;

  private MonteCarloError() {}

  /** Of the mean of R values with standard deviation s (of divisor R &minus; 1): s / sqrt(R). */
  static double ofMean(double[] values) {
    double mean = Mean.of(values);
    double[] deviations = Arrays.stream(values).map(value -> value - mean).toArray();
    return Magnitude.rootMeanSquare(deviations) / Math.sqrt(values.length - 1.0);
  }

  /**
   * Of the median of R values: the standard deviation of the medians of {@value #DRAWS} bootstrap
   * samples of them. The normal approximation, 1.2533 s / sqrt(R), is far too small for few values
   * of a skewed distribution.
   */
  static double ofMedian(double[] values, Seed seed) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    RandomGenerator random = seed.generator();
    double[] medians = new double[DRAWS];
    int[] times = new int[sorted.length];
    for (int draw = 0; draw < DRAWS; draw++) {
      Arrays.fill(times, 0);
      for (int i = 0; i < sorted.length; i++) {
        times[random.nextInt(sorted.length)]++;
      }
      int middle = sorted.length / 2;
      double upper = sorted[position(times, middle)];
      medians[draw] =
          sorted.length % 2 == 1
              ? upper
              : Mean.of(new double[] {sorted[position(times, middle - 1)], upper});
    }
    double center = Mean.of(medians);
    return Magnitude.rootMeanSquare(
        Arrays.stream(medians).map(median -> median - center).toArray());
  }

  /** Which of the sorted values has this rank, counted from 0, in a sample of them. */
  private static int position(int[] times, int rank) {
    int position = 0;
    for (int below = times[0]; below <= rank; below += times[position]) {
      position++;
    }
    return position;
  }
}
