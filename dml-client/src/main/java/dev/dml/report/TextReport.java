package dev.dml.report;

import dev.dml.report.sheet.Findings;
import dev.dml.report.sheet.Sheet;
import dev.dml.result.DmlResult;
import java.util.ArrayList;
import java.util.List;

/**
 * A result for a person at a terminal: tables in columns, in plain ASCII.
 *
 * @param width how many characters fit on a line
 */
record TextReport(int width) implements Report {

  private static final String INDENT = "  ";
  private static final int MOST_LINES_OF_COVARIATES = 2;

  @Override
  public String of(DmlResult result) {
    Findings findings = Findings.byName(result);
    Conditions conditions = new Conditions(result);
    List<String> lines = new ArrayList<>();
    lines.add(findings.title());
    lines.add(findings.design());
    lines.add("");
    findings.estimands().forEach(text -> lines.addAll(Wrapped.of(text, width, INDENT).lines()));
    lines.add("");
    lines.addAll(new TextTable(findings.estimates()).lines(width));
    for (Sheet sheet : findings.diagnostics()) {
      List<String> content = new ArrayList<>(new TextTable(sheet).lines(inside()));
      content.addAll(wrapped(sheet.notes()));
      section(sheet.title(), content, lines);
    }
    section("In words", wrapped(findings.words()), lines);
    List<String> data =
        new ArrayList<>(conditions.covariates(MOST_LINES_OF_COVARIATES, inside(), INDENT));
    data.addAll(wrapped(conditions.rows()));
    section("Data", data, lines);
    section("Settings", wrapped(conditions.settings()), lines);
    section(
        "Warnings", wrapped(result.warnings().stream().map(text -> "! " + text).toList()), lines);
    section("Run", wrapped(findings.run()), lines);
    section("Cost", wrapped(findings.cost()), lines);
    return String.join("\n", lines) + "\n";
  }

  private int inside() {
    return width - INDENT.length();
  }

  private List<String> wrapped(List<String> sentences) {
    return sentences.stream()
        .flatMap(text -> Wrapped.of(text, inside(), INDENT).lines().stream())
        .toList();
  }

  private static void section(String title, List<String> content, List<String> lines) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(title);
      content.forEach(line -> lines.add(line.isEmpty() ? "" : INDENT + line));
    }
  }
}
