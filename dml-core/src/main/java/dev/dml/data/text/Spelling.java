package dev.dml.data.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds what a misspelt name was perhaps meant to be. */
public final class Spelling {

  private static final int MOST_EDITS = 2;

  private Spelling() {}

  /**
   * The known name that is nearest to another, if it is near: at most two letters, and a third of
   * them, are missing, too many or others; upper and lower case are the same.
   */
  public static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> isNear(candidate, name))
        .min(Comparator.comparingInt(candidate -> edits(candidate, name)));
  }

  /** {@code did you mean NAME? }; empty if no known name is near. */
  public static String question(String name, Collection<String> known) {
    return nearest(name, known).map(meant -> "did you mean " + meant + "? ").orElse("");
  }

  private static boolean isNear(String known, String name) {
    return edits(known, name) <= Math.min(MOST_EDITS, Math.max(known.length(), name.length()) / 3);
  }

  /**
   * The least number of insertions, deletions, replacements and swaps of neighbours that make one
   * text the other.
   */
  private static int edits(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] previous = IntStream.rangeClosed(0, b.length()).toArray();
    int[] before = previous;
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], before[j - 2] + 1);
        }
      }
      before = previous;
      previous = current;
    }
    return previous[b.length()];
  }
}
