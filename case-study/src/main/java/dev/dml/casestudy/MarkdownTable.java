package dev.dml.casestudy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A table in Markdown whose columns are as wide as their widest cell. */
final class MarkdownTable {

  private final List<List<String>> lines = new ArrayList<>();

  MarkdownTable(String... headings) {
    lines.add(List.of(headings));
    lines.add(Collections.nCopies(headings.length, "---"));
  }

  void add(String... cells) {
    if (cells.length != lines.getFirst().size()) {
      throw new IllegalArgumentException(
          "a row has " + cells.length + " cells for " + lines.getFirst().size() + " columns");
    }
    lines.add(List.of(cells));
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(column -> lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      text.append('|');
      for (int column = 0; column < widths.length; column++) {
        String cell = line.get(column);
        text.append(' ').append(cell).append(" ".repeat(widths[column] - cell.length()));
        text.append(" |");
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
