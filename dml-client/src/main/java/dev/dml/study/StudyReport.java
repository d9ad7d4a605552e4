package dev.dml.study;

import dev.dml.Version;
import dev.dml.plot.Markup;
import dev.dml.plot.Scene;
import dev.dml.report.html.HtmlTable;
import dev.dml.report.html.Page;
import dev.dml.report.html.Section;
import dev.dml.report.number.Digits;
import dev.dml.wire.study.Planned;
import dev.dml.wire.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes what a study found so far for a person: {@code report.html}, and its pictures as SVG. */
public final class StudyReport {

  private static final int MOST_FAILURES = 100;

  private final Study study;
  private final StudyFolder folder;
  private final StudyOverview overview;
  private final List<Outcome> outcomes;
  private final Map<String, Scene> pictures = new LinkedHashMap<>();

  /** The report of what is in a folder now. */
  public StudyReport(Study study, StudyFolder folder) {
    this(StudyOverview.of(study, folder), folder);
  }

  StudyReport(StudyOverview overview, StudyFolder folder) {
    this.study = overview.study();
    this.folder = folder;
    this.overview = overview;
    this.outcomes =
        overview.outcomes().stream()
            .sorted((a, b) -> Integer.compare(a.number(), b.number()))
            .toList();
  }

  /** Writes it and returns the names of its files. */
  public List<String> write() {
    List<Section> sections = new ArrayList<>(study.isSimulated() ? coverage() : curves());
    failures(sections);
    sections.add(time());
    sections.add(what());
    List<Markup> lead = new ArrayList<>();
    lead.add(Markup.of("p", overview.all().sentence()).with("class", "answer"));
    overview.rest().ifPresent(rest -> lead.add(Markup.of("p", rest).with("class", "design")));
    Page page =
        new Page(
            study.name(),
            0,
            lead,
            List.of(),
            sections,
            List.of(
                Markup.of(
                    "p",
                    "Double machine learning, version "
                        + Version.current().number()
                        + "; all numbers are in "
                        + (study.isSimulated() ? "coverage.csv and results.csv" : "results.csv"))));
    folder.file("report.html").write(page.text());
    List<String> files = new ArrayList<>(List.of("report.html"));
    pictures.forEach(
        (name, scene) -> {
          folder.file(name).write(scene.svg());
          files.add(name);
        });
    return files;
  }

  private List<Section> coverage() {
    Coverage coverage = new Coverage(study);
    outcomes.forEach(coverage::add);
    List<Coverage.Line> lines = coverage.lines();
    if (lines.isEmpty()) {
      return List.of();
    }
    Scene scene = new CoveragePlot(study.name() + ": coverage", lines).scene();
    pictures.put("coverage.svg", scene);
    List<String> headings = new ArrayList<>(study.grid());
    headings.add("term");
    List.of("data sets", "bias", "coverage", "Monte Carlo error", "length")
        .forEach(heading -> headings.add(HtmlTable.NUMBER + heading));
    List.of("coverage at 90 %", "length at 90 %")
        .forEach(heading -> headings.add(HtmlTable.NUMBER + heading));
    HtmlTable table =
        new HtmlTable("Coverage", headings, lines.stream().map(Coverage.Line::cells).toList());
    return List.of(
        Section.of(
            "Coverage",
            "How often the intervals hold the true effect, over data sets drawn from a known"
                + " population. Each dot is a share of the data sets and each bar what other draws"
                + " of them might have given; the vertical line is what is promised. Dots farther"
                + " from it than three Monte Carlo errors have another colour. Compare lengths too:"
                + " of two intervals that hold what they promise, the shorter says more.",
            List.of(scene),
            List.of(table)));
  }

  private List<Section> curves() {
    Set<String> terms = new LinkedHashSet<>();
    outcomes.forEach(
        outcome ->
            outcome.rows().forEach(row -> terms.add(row.get(ResultRows.COLUMNS.indexOf("term")))));
    List<Section> sections = new ArrayList<>();
    for (String term : terms) {
      SpecificationCurve curve = new SpecificationCurve(study, term);
      outcomes.forEach(curve::add);
      Scene scene = curve.scene();
      pictures.put(
          terms.size() == 1 ? "curve.svg" : "curve-" + (sections.size() + 1) + ".svg", scene);
      sections.add(
          Section.of(
              "Effect of " + term,
              curve.sentence()
                  + " Each dot is the estimate of one specification with its confidence interval,"
                  + " from the smallest to the largest; below it is what was chosen. Intervals"
                  + " that hold zero have another colour.",
              List.of(scene),
              List.of(
                  new HtmlTable("By what was chosen", SpecificationCurve.HEADINGS, curve.rows()))));
    }
    return sections;
  }

  private void failures(List<Section> sections) {
    List<Outcome> failed =
        outcomes.stream().filter(outcome -> outcome.failure().isPresent()).toList();
    if (failed.isEmpty()) {
      return;
    }
    List<String> headings = new ArrayList<>(List.of("estimation"));
    headings.addAll(study.columns());
    headings.add("first error");
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : failed.subList(0, Math.min(MOST_FAILURES, failed.size()))) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(outcome.number() + 1)));
      row.addAll(study.labels(outcome.number()));
      row.add(outcome.failure().orElseThrow());
      rows.add(row);
    }
    sections.add(
        Section.of(
            "What failed",
            Digits.count(failed.size())
                + " estimations failed and are in none of the numbers above"
                + (failed.size() > rows.size() ? "; all of them are in failures.csv." : ".")
                + " dml study resume --failed runs them again.",
            List.of(),
            List.of(new HtmlTable("Failed estimations", headings, rows))));
  }

  private Section time() {
    List<HtmlTable> tables = new ArrayList<>();
    for (String variable : study.grid()) {
      List<List<String>> rows = new ArrayList<>();
      for (StudyOverview.Part part : overview.by(variable)) {
        rows.add(
            List.of(
                part.name(),
                Digits.count(part.done()) + " of " + Digits.count(part.total()),
                Digits.count(part.failed()),
                Digits.count(part.fitted()),
                Digits.count(part.shared()),
                String.format(Locale.ROOT, "%.2f", part.meanTime().toNanos() / 1e9)));
      }
      tables.add(
          new HtmlTable(
              "",
              List.of(variable, "#done", "#failed", "#fits", "#shared fits", "#seconds each"),
              rows));
    }
    return Section.of(
        "What it took",
        "A fit that several estimations need is counted where it was made, and as shared for the"
            + " others.",
        List.of(),
        tables);
  }

  private Section what() {
    List<Markup> facts = new ArrayList<>();
    facts.add(
        fact(
            Digits.count(study.size())
                + " estimations: "
                + Digits.count(study.points())
                + " points of the grid"
                + (study.isSimulated()
                    ? " on " + Digits.count(study.size() / study.points()) + " data sets each"
                    : "")));
    Planned first = study.estimation(0);
    first
        .simulation()
        .ifPresent(
            data ->
                facts.add(fact("Data are drawn: " + data.type().name() + ", " + data.values())));
    FileDigests.read(folder)
        .byName()
        .forEach((name, digest) -> facts.add(fact(name + ", SHA-256 " + digest)));
    return new Section(
        "What was run",
        List.of(
            Markup.of("ul", facts),
            Markup.of("p", "The spec of the first estimation, with every default written out:")
                .with("class", "why"),
            Markup.of("pre", Markup.of("code", first.spec().resolved()))));
  }

  private static Markup fact(String text) {
    return Markup.of("li", text);
  }
}
