package dev.dml.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear scale: which place in a picture belongs to a value.
 *
 * @param least the value at {@code begin}
 * @param most the value at {@code end}
 * @param begin the place of the least value, in pixels
 * @param end the place of the greatest
 */
public record Scale(double least, double most, double begin, double end) {

  private static final double[] STEPS = {1, 2, 5, 10};

  /** Checks. */
  public Scale {
    if (!(least < most) || !Double.isFinite(most - least)) {
      throw new IllegalArgumentException("a scale from " + least + " to " + most);
    }
  }

  /**
   * A scale that has room for values and a little more.
   *
   * @param values at least one that is finite
   */
  public static Scale around(List<Double> values, double begin, double end) {
    double least = values.stream().filter(Double::isFinite).mapToDouble(v -> v).min().orElse(0);
    double most = values.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(1);
    double room = most > least ? 0.06 * (most - least) : Math.max(1e-300, Math.abs(most));
    return new Scale(least - room, most + room, begin, end);
  }

  /** The place of a value. */
  public double at(double value) {
    return begin + (value - least) / (most - least) * (end - begin);
  }

  boolean holds(double value) {
    return value >= least && value <= most;
  }

  /** Round values on the scale, about that many. */
  List<Double> ticks(int count) {
    double raw = (most - least) / count;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
    double step = 10 * power;
    for (double each : STEPS) {
      if (each * power >= raw * 0.999) {
        step = each * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(least / step - 1e-9); i * step <= most + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Values as labels of an axis, all with the same number of decimals. */
  static List<String> labels(List<Double> ticks) {
    double step =
        ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : Math.max(1, Math.abs(ticks.getFirst()));
    int decimals = (int) Math.max(0, Math.ceil(-StrictMath.log10(step) - 1e-9));
    double largest = ticks.stream().mapToDouble(Math::abs).max().orElse(0);
    boolean scientific = decimals > 6 || largest >= 1e10;
    return ticks.stream()
        .map(
            tick ->
                scientific
                    ? String.format(Locale.ROOT, "%.2g", tick)
                    : String.format(Locale.ROOT, "%,." + decimals + "f", tick + 0.0))
        .map(label -> label.replace('-', '−'))
        .toList();
  }
}
