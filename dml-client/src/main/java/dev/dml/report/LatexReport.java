package dev.dml.report;

import dev.dml.report.number.Digits;
import dev.dml.report.sheet.Findings;
import dev.dml.report.sheet.Sheet;
import dev.dml.result.DmlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A result as LaTeX tables, which need {@code \\usepackage{booktabs}}. */
final class LatexReport implements Report {

  private static final Pattern POWER_OF_TEN = Pattern.compile("([0-9.]*)e([+-])0*([0-9]+)");

  @Override
  public String of(DmlResult result) {
    Findings findings = Findings.byLabel(result);
    Conditions conditions = new Conditions(result);
    List<String> lines = new ArrayList<>();
    lines.add("% needs \\usepackage{booktabs}");
    List<String> notes = new ArrayList<>();
    notes.add(findings.design());
    notes.addAll(findings.estimands());
    notes.addAll(findings.words());
    notes.add(conditions.covariates());
    notes.addAll(conditions.rows());
    notes.addAll(conditions.settings());
    notes.addAll(result.warnings());
    table(findings.estimates(), findings.title(), notes, lines);
    findings.diagnostics().forEach(sheet -> table(sheet, sheet.title(), sheet.notes(), lines));
    // For the author, not for the reader of the paper.
    findings.cost().forEach(sentence -> lines.add("% " + sentence));
    return String.join("\n", lines) + "\n";
  }

  private static void table(Sheet sheet, String caption, List<String> notes, List<String> lines) {
    lines.add("\\begin{table}");
    lines.add("  \\centering");
    lines.add("  \\caption{" + escaped(caption) + "}");
    lines.add("  \\begin{tabular}{" + alignment(sheet) + "}");
    lines.add("    \\toprule");
    lines.add(
        "    "
            + sheet.columns().stream()
                .map(heading -> escaped(heading.text()))
                .collect(Collectors.joining(" & "))
            + " \\\\");
    lines.add("    \\midrule");
    sheet.rows().forEach(row -> lines.add("    " + row(sheet, row) + " \\\\"));
    lines.add("    \\bottomrule");
    lines.add("  \\end{tabular}");
    if (!notes.isEmpty()) {
      lines.add("  \\par\\smallskip\\footnotesize");
      notes.forEach(note -> lines.add("  " + escaped(note) + "."));
    }
    lines.add("\\end{table}");
  }

  private static String alignment(Sheet sheet) {
    return sheet.columns().stream()
        .map(heading -> heading.isNumbers() ? "r" : "l")
        .collect(Collectors.joining());
  }

  private static String row(Sheet sheet, List<String> cells) {
    List<String> typeset = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      boolean number = sheet.columns().get(i).isNumbers();
      typeset.add(number ? number(cells.get(i)) : escaped(cells.get(i)));
    }
    return begun(String.join(" & ", typeset));
  }

  /** A row that TeX does not take for an option of the end of the one before. */
  private static String begun(String row) {
    return row.startsWith("[") ? "{}" + row : row;
  }

  private static String number(String text) {
    if (text.equals(Digits.NONE)) {
      return "--";
    }
    String powers =
        POWER_OF_TEN
            .matcher(text)
            .replaceAll(
                match ->
                    (match.group(1).equals("1") ? "" : match.group(1) + "\\\\times ")
                        + "10^{"
                        + (match.group(2).equals("-") ? "-" : "")
                        + match.group(3)
                        + "}");
    return "$" + powers.replaceAll("(?<=[0-9]),(?=[0-9])", "{,}").replace(" %", "\\,\\%") + "$";
  }

  private static String escaped(String text) {
    return text.chars().mapToObj(LatexReport::escaped).collect(Collectors.joining());
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) c;
      default -> Character.toString(c);
    };
  }
}
