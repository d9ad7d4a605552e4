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
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value - mean));
    }
    // By a power of two, which rounds nothing, so that no square is beyond the range of doubles.
    int exponent = largest == 0 ? 0 : Math.getExponent(largest);
    double sum = 0;
    for (double value : values) {
      double scaled = Math.scalb(value - mean, -exponent);
      sum += scaled * scaled;
    }
    return new Moments(mean, Math.scalb(Math.sqrt(sum / values.length), exponent));
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
