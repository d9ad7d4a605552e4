package dev.dml.plot;

/**
 * A name that is broken at a blank where it is too long for a line; what two lines do not hold ends
 * with three dots.
 *
 * @param first the first line
 * @param second the second; empty if there is one line
 */
record Lettering(String first, String second) {

  /** The usual width of a letter in pixels. */
  static final double LETTER = 6.6;

  static Lettering of(String text, int mostLetters) {
    if (text.length() <= mostLetters) {
      return new Lettering(text, "");
    }
    int blank = text.lastIndexOf(' ', mostLetters);
    return blank > 0
        ? new Lettering(text.substring(0, blank), cut(text.substring(blank + 1), mostLetters))
        : new Lettering(cut(text, mostLetters), "");
  }

  /** The text, or its beginning and three dots where it is longer than that. */
  static String cut(String text, int mostLetters) {
    return text.length() <= mostLetters
        ? text
        : text.substring(0, Math.max(0, mostLetters - 1)).stripTrailing() + "…";
  }

  boolean isOneLine() {
    return second.isEmpty();
  }

  /** The width in pixels. */
  double width() {
    return LETTER * Math.max(first.length(), second.length());
  }
}
