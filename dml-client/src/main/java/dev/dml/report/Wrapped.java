package dev.dml.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A text broken at blanks into lines of a width; a word that is longer stands alone.
 *
 * @param lines the lines, without blanks at their ends
 */
public record Wrapped(List<String> lines) {

  /** Copies. */
  public Wrapped {
    lines = List.copyOf(lines);
  }

  /**
   * A text in lines of which all but the first are indented.
   *
   * @param indent what these begin with
   */
  public static Wrapped of(String text, int width, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      boolean fits = line.length() + 1 + word.length() <= width;
      if (!line.isEmpty() && !line.toString().isBlank()) {
        if (fits) {
          line.append(' ');
        } else {
          lines.add(line.toString());
          line.setLength(0);
          line.append(indent);
        }
      }
      line.append(word);
    }
    lines.add(line.toString());
    return new Wrapped(lines);
  }
}
