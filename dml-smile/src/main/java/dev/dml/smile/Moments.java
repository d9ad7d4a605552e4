package dev.dml.smile;

/**
 * The mean and the standard deviation (with divisor n) of the training rows of a variable.
 *
 * @param mean the mean
 * @param deviation the standard deviation
 */
record Moments(double mean, double deviation) {

  static Moments of(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return new Moments(mean, Math.sqrt(sum / values.length));
  }

  private static double mean(double[] values) {
    // From the first value on, so that the mean of a constant is that constant to the last bit.
    double sum = 0;
    for (double value : values) {
      sum += value - values[0];
    }
    return values[0] + sum / values.length;
  }

  /** A value in standard deviations from the mean. */
  double standardise(double value) {
    return (value - mean) / deviation;
  }

  /** The inverse of {@link #standardise}. */
  double restore(double standardised) {
    return mean + deviation * standardised;
  }
}
