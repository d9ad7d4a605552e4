package dev.dml.data;

import java.util.Arrays;
import java.util.Optional;

/** Sampling weights divided by their mean: how much each row counts. */
final class RelativeWeights {

  private RelativeWeights() {}

  /** By row number; empty if all rows count alike. */
  static Optional<double[]> of(Column weights) {
    if (weights.isConstant()) {
      return Optional.empty();
    }
    double[] values = weights.toArray();
    double largest = Arrays.stream(values).max().orElseThrow();
    double sum = 0;
    for (double value : values) {
      sum += value / largest;
    }
    double mean = sum / values.length;
    for (int row = 0; row < values.length; row++) {
      values[row] = values[row] / largest / mean;
    }
    return Optional.of(values);
  }
}
