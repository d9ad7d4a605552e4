package dev.dml.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where numbers from {@code low} to {@code high} lie between two places of a picture.
 *
 * @param low the number at {@code from}
 * @param high the number at {@code to}, more than {@code low}
 */
record Scale(double low, double high, double from, double to) {

  static Scale of(double low, double high, double from, double to) {
    double margin = high > low ? 0.04 * (high - low) : Math.max(1e-9, Math.abs(low));
    return new Scale(low - margin, high + margin, from, to);
  }

  double at(double value) {
    return from + (to - from) * (Math.clamp(value, low, high) - low) / (high - low);
  }

  /** Four to nine round numbers within. */
  List<Double> ticks() {
    double step = StrictMath.pow(10, Math.floor(StrictMath.log10((high - low) / 4)));
    while ((high - low) / step > 9) {
      step *= (high - low) / step > 18 ? 5 : 2;
    }
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
      ticks.add(Math.rint(tick / step) * step);
    }
    return ticks;
  }

  static String text(double tick) {
    return String.format(Locale.ROOT, "%.6g", tick)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
