package dev.dml;

import java.util.stream.Collectors;

/** Source text as the documentation quotes it. */
public final class Quotation {

  private Quotation() {}

  /** The block of Markdown that shows a piece of source. */
  public static String of(String source) {
    return "```java\n" + source.stripTrailing() + "\n```\n";
  }

  /**
   * The block of Markdown that shows the lines between two others, which are members of a class.
   */
  static String of(String source, String begin, String end) {
    int from = source.indexOf(begin + "\n") + begin.length() + 1;
    return of(
        source
            .substring(from, source.indexOf("\n" + end + "\n"))
            .lines()
            .map(line -> line.isEmpty() ? line : line.substring(2))
            .collect(Collectors.joining("\n")));
  }
}
