package dev.dml.data;

import java.util.List;
import java.util.Locale;

/** Parts of a message to a person. */
final class Sentence {

  private Sentence() {}

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  static String list(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }

  /** {@code 1 row}, {@code 12,345 rows}. */
  static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
