package dev.dml.inference;

import java.util.Arrays;

/** The middle of some values: of an even number of them, the mean of the two middle ones. */
public final class Median {

  private Median() {}

  /** The median of the values, which stay in their order; {@code NaN} for none. */
  public static double of(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Mean.of(Arrays.copyOfRange(sorted, middle - 1, middle + 1));
  }
}
