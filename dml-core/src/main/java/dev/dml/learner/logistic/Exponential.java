package dev.dml.learner.logistic;

/**
 * The exponential function of minus the size of many numbers, with the same bits on every machine.
 *
 * <p>{@code StrictMath.exp} has these too, but takes one number at a time. Here {@code x = k ln 2 +
 * r} with {@code |r| <= ln 2 / 2}, and {@code e^r} is its Taylor polynomial of degree 13, whose
 * remainder is below 2<sup>-57</sup> of it; every operation is exact or correctly rounded, and
 * there is no branch. What is returned is within one unit in the last place.
 */
final class Exponential {

  /** Below this, {@code e^x} counts as {@code e} to this, which is of no weight beside 1. */
  private static final double LEAST = -700;

  private static final double LOG2_E = 1.4426950408889634;

  /** The leading 33 bits of ln 2, and the rest. */
  private static final double LN2_HIGH = 0x1.62e42feep-1;

  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  /** Added and subtracted, it rounds to an integer, which is in the last bits in between. */
  private static final double ROUNDING = 0x1.8p52;

  private static final int BIAS = 1023;
  private static final int FRACTION_BITS = 52;

  private Exponential() {}

  /** Fills in {@code exp(-|value|)} for the first {@code count} values. */
  static void decay(double[] values, int count, double[] into) {
    for (int i = 0; i < count; i++) {
      double x = Math.max(-Math.abs(values[i]), LEAST);
      double shifted = Math.fma(x, LOG2_E, ROUNDING);
      double k = shifted - ROUNDING;
      double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
      double power = Double.longBitsToDouble(scale(shifted));
      into[i] = taylor(r) * power;
    }
  }

  private static long scale(double shifted) {
    return (Double.doubleToRawLongBits(shifted) + BIAS) << FRACTION_BITS;
  }

  private static double taylor(double r) {
    double sum = 1 / 6227020800.0;
    sum = Math.fma(sum, r, 1 / 479001600.0);
    sum = Math.fma(sum, r, 1 / 39916800.0);
    sum = Math.fma(sum, r, 1 / 3628800.0);
    sum = Math.fma(sum, r, 1 / 362880.0);
    sum = Math.fma(sum, r, 1 / 40320.0);
    sum = Math.fma(sum, r, 1 / 5040.0);
    sum = Math.fma(sum, r, 1 / 720.0);
    sum = Math.fma(sum, r, 1 / 120.0);
    sum = Math.fma(sum, r, 1 / 24.0);
    sum = Math.fma(sum, r, 1 / 6.0);
    sum = Math.fma(sum, r, 0.5);
    sum = Math.fma(sum, r, 1);
    return Math.fma(sum, r, 1);
  }
}
