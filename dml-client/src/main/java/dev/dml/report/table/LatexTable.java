package dev.dml.report.table;

import dev.dml.report.table.TableLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table for LaTeX, with the packages booktabs, siunitx and threeparttable. Numbers stand in
 * columns of siunitx, aligned at their points, and everything else in braces.
 *
 * @param table the table
 * @param fragment whether it is the {@code tabular} alone
 */
record LatexTable(ResultTable table, boolean fragment) {

  /** With more, a page of usual margins is too narrow for letters of usual size. */
  private static final int MANY_COLUMNS = 3;

  String text() {
    List<String> lines = new ArrayList<>();
    if (!fragment) {
      lines.add("% \\usepackage{booktabs, siunitx, threeparttable}");
      lines.add("\\begin{table}[!htbp]");
      lines.add("\\centering");
      if (table.labels().size() > MANY_COLUMNS) {
        lines.add("\\footnotesize");
      }
      lines.add("\\begin{threeparttable}");
      if (!table.settings().caption().isEmpty()) {
        lines.add("\\caption{" + escaped(table.settings().caption()) + "}");
      }
    }
    tabular(lines);
    if (!fragment) {
      lines.add("\\begin{tablenotes}[flushleft]\\footnotesize");
      table.notes().forEach(note -> lines.add("\\item " + escaped(note)));
      lines.add("\\end{tablenotes}");
      lines.add("\\end{threeparttable}");
      lines.add("\\end{table}");
    }
    return String.join("\n", lines) + "\n";
  }

  private void tabular(List<String> lines) {
    List<TableLine> effects = table.effectLines();
    lines.add(
        "\\begin{tabular}{l*{"
            + table.labels().size()
            + "}{S[table-format="
            + format(effects)
            + ", input-open-uncertainty=, input-close-uncertainty=, input-symbols={()},"
            + " group-digits=none, table-align-text-post=false]}}");
    lines.add("\\toprule");
    groups(lines);
    lines.add(row("", table.labels().stream().map(LatexTable::braced).toList()));
    lines.add("\\midrule");
    effects.forEach(line -> lines.add(row(line)));
    lines.add("\\midrule");
    table.factLines().forEach(line -> lines.add(row(line)));
    lines.add("\\bottomrule");
    lines.add("\\end{tabular}");
  }

  private void groups(List<String> lines) {
    if (table.settings().groups().isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    StringBuilder rules = new StringBuilder();
    int column = 2;
    for (Map.Entry<String, Integer> group : table.settings().groups().entrySet()) {
      int last = column + group.getValue() - 1;
      names.add("\\multicolumn{" + group.getValue() + "}{c}{" + escaped(group.getKey()) + "}");
      rules.append("\\cmidrule(lr){").append(column).append('-').append(last).append('}');
      column = last + 1;
    }
    lines.add(row("", names));
    lines.add(rules.toString());
  }

  /** The most digits before and after the point, with a sign. */
  private static String format(List<TableLine> effects) {
    int before = 1;
    int after = 0;
    for (TableLine line : effects) {
      for (String cell : line.cells()) {
        if (line.kind() == Kind.COEFFICIENT && !cell.isEmpty()) {
          String[] parts = cell.replaceAll("[^0-9.]", "").split("\\.", -1);
          before = Math.max(before, parts[0].length());
          after = Math.max(after, parts.length > 1 ? parts[1].length() : 0);
        }
      }
    }
    return "-" + before + "." + after;
  }

  private static String row(TableLine line) {
    // A hyphen is shorter than a minus.
    String label = escaped(line.label()).replaceAll(" -(?=[0-9])", " \\$-\\$");
    return row(label, line.cells().stream().map(cell -> cell(line, cell)).toList());
  }

  private static String row(String label, List<String> cells) {
    // TeX would take a bracket for an option of the end of the row before.
    return (label.startsWith("[") ? "{}" : "")
        + label
        + " & "
        + String.join(" & ", cells)
        + " \\\\";
  }

  private static String cell(TableLine line, String cell) {
    boolean aligned =
        line.kind() == Kind.COEFFICIENT
            || (line.kind() == Kind.UNCERTAINTY && cell.startsWith("("));
    if (cell.isEmpty()) {
      return "";
    }
    return aligned && !cell.matches(".*[eE-][^0-9.].*") && !cell.contains("e")
        ? cell.replaceFirst("(\\*+)$", "{\\$^{$1}\\$}")
        : braced(cell);
  }

  private static String braced(String text) {
    return "{" + escaped(text) + "}";
  }

  static String escaped(String text) {
    return text.chars()
        .mapToObj(
            c ->
                switch (c) {
                  case '\\' -> "\\textbackslash{}";
                  case '~' -> "\\textasciitilde{}";
                  case '^' -> "\\textasciicircum{}";
                  case '<', '>' -> "$" + (char) c + "$";
                  case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) c;
                  default -> Character.toString(c);
                })
        .collect(Collectors.joining());
  }
}
