package dev.dml.study;

import dev.dml.wire.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes what a study found so far for a person: {@code report.md} with its pictures. */
public final class StudyReport {

  private static final int MOST_FAILURES = 20;

  private final Study study;
  private final StudyFolder folder;
  private final StudyOverview overview;
  private final List<Outcome> outcomes;

  /** The report of what is in a folder now. */
  public StudyReport(Study study, StudyFolder folder) {
    this.study = study;
    this.folder = folder;
    this.overview = StudyOverview.of(study, folder);
    this.outcomes =
        overview.outcomes().stream()
            .sorted((a, b) -> Integer.compare(a.number(), b.number()))
            .toList();
  }

  /** Writes it and returns the names of its files. */
  public List<String> write() {
    List<String> files = new ArrayList<>();
    List<String> text = new ArrayList<>();
    text.add("# " + study.name());
    text.add("");
    StudyOverview.Part all = overview.all();
    text.add(
        format(
            "%,d of %,d estimations are done, %,d of them failed; %,d fits, %,d more shared.",
            all.done(), all.total(), all.failed(), all.fitted(), all.shared()));
    if (study.isSimulated()) {
      coverage(text, files);
    } else {
      curves(text, files);
    }
    failures(text);
    folder.file("report.md").write(String.join("\n", text) + "\n");
    files.addFirst("report.md");
    return files;
  }

  private void coverage(List<String> text, List<String> files) {
    Coverage coverage = new Coverage(study);
    outcomes.forEach(coverage::add);
    List<Coverage.Line> lines = coverage.lines();
    if (lines.isEmpty()) {
      return;
    }
    folder
        .file("coverage.svg")
        .write(new CoveragePlot(study.name() + ": coverage", lines).scene().svg());
    files.add("coverage.svg");
    text.add("");
    text.add("![coverage](coverage.svg)");
    text.add("");
    text.add(
        "| "
            + String.join(" | ", study.grid())
            + " | term | data sets | bias | coverage | Monte Carlo error | length | coverage at 90"
            + " % | length |");
    text.add("|" + "---|".repeat(study.grid().size() + 8));
    for (Coverage.Line line : lines) {
      Coverage.Cell cell = line.cell();
      text.add(
          "| "
              + String.join(" | ", line.labels())
              + format(
                  " | %s | %,d | %.4f | %.3f | %.3f | %.4g | %.3f | %.4g |",
                  line.term(),
                  cell.count(),
                  cell.bias(),
                  cell.coverage(),
                  cell.error(cell.coverage()),
                  cell.meanLength(),
                  cell.coverage90(),
                  cell.meanLength90()));
    }
  }

  private void curves(List<String> text, List<String> files) {
    Set<String> terms = new LinkedHashSet<>();
    outcomes.forEach(
        outcome ->
            outcome.rows().forEach(row -> terms.add(row.get(ResultRows.COLUMNS.indexOf("term")))));
    int number = 0;
    for (String term : terms) {
      SpecificationCurve curve = new SpecificationCurve(study, term);
      outcomes.forEach(curve::add);
      String name = terms.size() == 1 ? "curve.svg" : "curve-" + ++number + ".svg";
      folder.file(name).write(curve.scene().svg());
      files.add(name);
      text.add("");
      text.add("## " + term);
      text.add("");
      text.add(
          format(
              "%,d estimates from %.6g to %.6g, median %.6g; %,d intervals lie above 0, %,d below.",
              curve.size(),
              curve.least(),
              curve.most(),
              curve.median(),
              curve.signs()[0],
              curve.signs()[1]));
      text.add("");
      text.add("![specification curve](" + name + ")");
    }
  }

  private void failures(List<String> text) {
    List<String> failures = overview.failures(MOST_FAILURES);
    if (!failures.isEmpty()) {
      text.add("");
      text.add("## What failed");
      text.add("");
      failures.forEach(failure -> text.add("- " + failure.replace("\n", " ")));
      int more = overview.all().failed() - failures.size();
      if (more > 0) {
        text.add(format("- and %,d more, in failures.csv", more));
      }
    }
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
