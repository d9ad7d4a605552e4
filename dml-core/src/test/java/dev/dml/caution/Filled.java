package dev.dml.caution;

import java.util.Arrays;

/** Arrays of one value. */
final class Filled {

  private Filled() {}

  static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }
}
