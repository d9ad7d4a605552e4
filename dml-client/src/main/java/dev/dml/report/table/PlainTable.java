package dev.dml.report.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table in characters.
 *
 * @param table the table
 */
record PlainTable(ResultTable table) {

  private static final String GAP = "  ";

  /** Columns of a fixed width, with lines between the parts. */
  String text() {
    List<List<String>> effects = cells(table.effectLines());
    List<List<String>> facts = cells(table.factLines());
    List<String> head = head();
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < head.size(); i++) {
      int column = i;
      widths.add(
          Stream.of(List.of(head), effects, facts)
              .flatMap(List::stream)
              .mapToInt(row -> row.get(column).length())
              .max()
              .orElse(0));
    }
    int width = widths.stream().mapToInt(w -> w).sum() + GAP.length() * (widths.size() - 1);
    String rule = "-".repeat(width);
    List<String> lines = new ArrayList<>();
    if (!table.settings().caption().isEmpty()) {
      lines.add(table.settings().caption());
    }
    groups(widths, lines);
    lines.add(line(head, widths));
    lines.add(rule);
    effects.forEach(row -> lines.add(line(row, widths)));
    lines.add(rule);
    facts.forEach(row -> lines.add(line(row, widths)));
    lines.add(rule);
    lines.addAll(table.notes());
    return String.join("\n", lines) + "\n";
  }

  private void groups(List<Integer> widths, List<String> lines) {
    if (table.settings().groups().isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder(" ".repeat(widths.getFirst()));
    int column = 1;
    for (var group : table.settings().groups().entrySet()) {
      int width = GAP.length() * (group.getValue() - 1);
      for (int i = 0; i < group.getValue(); i++) {
        width += widths.get(column++);
      }
      String name = group.getKey();
      line.append(GAP).append(" ".repeat(Math.max(0, width - name.length()))).append(name);
    }
    lines.add(line.toString());
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder(cells.getFirst());
    line.append(" ".repeat(widths.getFirst() - cells.getFirst().length()));
    for (int i = 1; i < cells.size(); i++) {
      line.append(GAP).append(" ".repeat(widths.get(i) - cells.get(i).length()));
      line.append(cells.get(i));
    }
    return line.toString().stripTrailing();
  }

  private List<String> head() {
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(table.labels());
    return head;
  }

  private static List<List<String>> cells(List<TableLine> lines) {
    return lines.stream()
        .map(
            line -> {
              List<String> row = new ArrayList<>(List.of(line.label()));
              row.addAll(line.cells());
              return row;
            })
        .toList();
  }

  private List<List<String>> all() {
    List<List<String>> rows = new ArrayList<>(cells(table.effectLines()));
    rows.addAll(cells(table.factLines()));
    return rows;
  }

  /** A table of Markdown. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    if (!table.settings().caption().isEmpty()) {
      lines.add("**" + escaped(table.settings().caption()) + "**");
      lines.add("");
    }
    lines.add(row(head()));
    lines.add("| --- |" + String.join("", Collections.nCopies(table.labels().size(), " ---: |")));
    all().forEach(row -> lines.add(row(row)));
    lines.add("");
    table.notes().forEach(note -> lines.add(escaped(note) + "  "));
    return String.join("\n", lines) + "\n";
  }

  private static String row(List<String> cells) {
    return cells.stream().map(PlainTable::escaped).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
  }

  /** The lines as comma separated values. */
  String csv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(head());
    lines.addAll(all());
    return new CsvLines(lines).text();
  }
}
