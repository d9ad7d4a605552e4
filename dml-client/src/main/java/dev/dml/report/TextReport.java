package dev.dml.report;

import dev.dml.DmlResult;
import java.util.ArrayList;
import java.util.List;

/** A result for a person at a terminal: tables in columns, in plain ASCII. */
final class TextReport implements Report {

  @Override
  public String of(DmlResult result) {
    Findings findings = new Findings(result);
    List<String> lines = new ArrayList<>();
    lines.add(findings.title());
    lines.add(findings.design());
    lines.add("");
    lines.addAll(findings.estimands());
    lines.add("");
    lines.addAll(new TextTable(findings.estimates()).lines());
    for (Sheet sheet : findings.diagnostics()) {
      section(sheet.title(), new TextTable(sheet).lines(), lines);
    }
    section("Data", findings.preparation(), lines);
    section("Warnings", result.warnings().stream().map(text -> "! " + text).toList(), lines);
    section("Run", findings.run(), lines);
    section("Cost", findings.cost(), lines);
    return String.join("\n", lines) + "\n";
  }

  private static void section(String title, List<String> content, List<String> lines) {
    if (!content.isEmpty()) {
      lines.add("");
      lines.add(title);
      content.forEach(line -> lines.add("  " + line));
    }
  }
}
