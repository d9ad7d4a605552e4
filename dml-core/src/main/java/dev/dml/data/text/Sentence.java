package dev.dml.data.text;

import java.util.List;
import java.util.Locale;

/** Parts of a message to a person. */
public final class Sentence {

  private static final double LARGEST_PLAIN = 1e15;

  private Sentence() {}

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }

  /** {@code 1} or {@code 0.5}: a whole number has no point. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /** {@code 1 row}, {@code 12,345 rows}. */
  public static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
