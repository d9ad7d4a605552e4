package dev.dml.data.panel;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.Arrays;

/**
 * Means over the rows of each unit, which follow each other.
 *
 * <p>Missing values do not count; the mean of nothing but these is missing. The mean of equal
 * values is their value to the last bit, so that they deviate from it by zero.
 */
public final class UnitMeans {

  private final double[] unit;

  UnitMeans(double[] unit) {
    this.unit = unit;
  }

  /** Those of data that {@link PanelRows} made. */
  public static UnitMeans of(CausalData transformed) {
    Column unit = transformed.unit().orElseGet(() -> transformed.clusters().getFirst());
    return new UnitMeans(unit.toArray());
  }

  /** The mean over its unit, for each row. */
  double[] means(double[] values) {
    double[] means = new double[values.length];
    for (int from = 0; from < values.length; ) {
      int to = from + 1;
      while (to < values.length && unit[to] == unit[from]) {
        to++;
      }
      Arrays.fill(means, from, to, mean(values, from, to));
      from = to;
    }
    return means;
  }

  /** How far each value is from the mean over its unit. */
  public double[] deviations(double[] values) {
    double[] deviations = means(values);
    for (int row = 0; row < deviations.length; row++) {
      deviations[row] = values[row] - deviations[row];
    }
    return deviations;
  }

  /** The mean of some successive values. */
  static double mean(double[] values, int from, int to) {
    double origin = Double.NaN;
    double sum = 0;
    int count = 0;
    for (int row = from; row < to; row++) {
      if (!Double.isNaN(values[row])) {
        origin = count == 0 ? values[row] : origin;
        sum += values[row] - origin;
        count++;
      }
    }
    return count == 0 ? Double.NaN : origin + sum / count;
  }
}
