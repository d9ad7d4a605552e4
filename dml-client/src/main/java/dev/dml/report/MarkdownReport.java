package dev.dml.report;

import dev.dml.report.sheet.Findings;
import dev.dml.report.sheet.Sheet;
import dev.dml.result.DmlResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A result in GitHub's Markdown. */
final class MarkdownReport implements Report {

  private static final String SPECIAL = "\\`*_{}[]<>#|";

  @Override
  public String of(DmlResult result) {
    Findings findings = Findings.byLabel(result);
    Conditions conditions = new Conditions(result);
    List<String> lines = new ArrayList<>();
    lines.add("# " + escaped(findings.title()));
    lines.add("");
    lines.add(escaped(findings.design()));
    list(findings.estimands(), lines);
    table(findings.estimates(), lines);
    findings.diagnostics().forEach(sheet -> table(sheet, lines));
    section("In words", findings.words(), lines);
    List<String> data = new ArrayList<>(List.of(conditions.covariates()));
    data.addAll(conditions.rows());
    section("Data", data, lines);
    section("Settings", conditions.settings(), lines);
    section("Warnings", result.warnings(), lines);
    section("Run", findings.run(), lines);
    section("Cost", findings.cost(), lines);
    return String.join("\n", lines) + "\n";
  }

  private static void section(String title, List<String> sentences, List<String> lines) {
    if (!sentences.isEmpty()) {
      heading(title, lines);
      list(sentences, lines);
    }
  }

  private static void heading(String title, List<String> lines) {
    lines.add("");
    lines.add("## " + escaped(title));
  }

  private static void list(List<String> sentences, List<String> lines) {
    lines.add("");
    sentences.forEach(sentence -> lines.add("- " + escaped(sentence)));
  }

  private static void table(Sheet sheet, List<String> lines) {
    heading(sheet.title(), lines);
    lines.add("");
    lines.add(row(sheet.columns().stream().map(Sheet.Heading::text).toList()));
    lines.add(
        sheet.columns().stream()
            .map(heading -> heading.isNumbers() ? "---:" : "---")
            .collect(Collectors.joining(" | ", "| ", " |")));
    sheet.rows().forEach(row -> lines.add(row(row)));
    if (!sheet.notes().isEmpty()) {
      list(sheet.notes(), lines);
    }
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(MarkdownReport::escaped)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String escaped(String text) {
    return text.chars()
        .mapToObj(c -> (SPECIAL.indexOf(c) < 0 ? "" : "\\") + Character.toString(c))
        .collect(Collectors.joining());
  }
}
