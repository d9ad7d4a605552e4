package dev.dml.inference;

import java.util.Arrays;

/** The quantile of some numbers, linear between the two that it lies between. */
public final class Quantile {

  private Quantile() {}

  /**
   * With the numbers in ascending order, the one at position p (n &minus; 1), counted from 0: type
   * 7 of Hyndman and Fan, The American Statistician 50 (1996), which R and NumPy use by default.
   *
   * @param values at least one
   * @param p the share of numbers below, in [0, 1]
   */
  public static double of(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = p * (sorted.length - 1);
    int below = (int) position;
    double lower = sorted[below];
    return below + 1 == sorted.length
        ? lower
        : lower + (position - below) * (sorted[below + 1] - lower);
  }
}
