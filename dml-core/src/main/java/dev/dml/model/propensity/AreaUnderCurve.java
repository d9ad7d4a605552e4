package dev.dml.model.propensity;

import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How well a number tells the rows with 1 from those with 0. */
final class AreaUnderCurve {

  private AreaUnderCurve() {}

  /**
   * Mann and Whitney's U over the number of pairs, ties counting half; with sampling weights, a
   * pair counts the product of those of its rows.
   */
  static double of(double[] m, double[] z, SampleMean mean) {
    if (mean.weights().isEmpty()) {
      return ofCounts(arm(m, z, true), arm(m, z, false));
    }
    // Zero has one sign.
    double[] unsigned = Arrays.stream(m).map(value -> value + 0.0).toArray();
    double[] values = Column.owning("propensities", unsigned).distinct();
    double[] high = new double[values.length];
    double[] low = new double[values.length];
    for (int row = 0; row < m.length; row++) {
      double[] arm = z[row] == 1 ? high : low;
      arm[Arrays.binarySearch(values, unsigned[row])] += mean.weight(row);
    }
    double pairs = 0;
    double below = 0;
    double above = 0;
    for (int i = 0; i < values.length; i++) {
      pairs += high[i] * (below + low[i] / 2);
      below += low[i];
      above += high[i];
    }
    return pairs / (above * below);
  }

  private static double[] arm(double[] m, double[] z, boolean high) {
    return IntStream.range(0, m.length)
        .filter(row -> z[row] == 1 == high)
        .mapToDouble(row -> m[row])
        .sorted()
        .toArray();
  }

  /** The same without weights, of sorted values: whole and half pairs, which add up exactly. */
  private static double ofCounts(double[] high, double[] low) {
    double pairs = 0;
    int below = 0;
    int upTo = 0;
    for (double value : high) {
      while (below < low.length && low[below] < value) {
        below++;
      }
      while (upTo < low.length && low[upTo] <= value) {
        upTo++;
      }
      pairs += below + (upTo - below) / 2.0;
    }
    return pairs / ((double) high.length * low.length);
  }
}
