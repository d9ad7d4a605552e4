package dev.dml.report.html;

import dev.dml.analysis.effects.WaldTest;
import dev.dml.plot.Markup;
import dev.dml.plot.Plot;
import dev.dml.plot.Scene;
import dev.dml.report.sheet.CandidateSheets;
import dev.dml.report.sheet.Chance;
import dev.dml.report.sheet.Sheet;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A result as a {@link Page}. */
public final class HtmlReport {

  /** What has a picture, so that its numbers may be folded away. */
  private static final Set<String> DRAWN =
      Set.of("curve", "other_curves", "policy_tree", "other_policy_trees");

  private final ResultDocument result;
  private final EstimateTables tables;
  private final Answer answer;
  private final Optional<Scene> invocations;
  private final Optional<Unfinished> unfinished;

  /**
   * A run that has not ended.
   *
   * @param words how far it is
   * @param seconds after how many a browser looks again; never if 0
   */
  public record Unfinished(String words, int seconds) {}

  private HtmlReport(
      ResultDocument result, Optional<Scene> invocations, Optional<Unfinished> unfinished) {
    this.result = result;
    this.invocations = invocations;
    this.unfinished = unfinished;
    this.tables = new EstimateTables(result);
    this.answer = new Answer(result);
  }

  /** The page. */
  public static String of(ResultDocument result) {
    return new HtmlReport(result, Optional.empty(), Optional.empty()).page();
  }

  /** The page with a picture of what ran when in a cloud. */
  public static String of(ResultDocument result, Scene invocations) {
    return new HtmlReport(result, Optional.of(invocations), Optional.empty()).page();
  }

  /** The page of the repetitions so far, which a browser loads again and again. */
  public static String of(ResultDocument soFar, Unfinished unfinished) {
    return new HtmlReport(soFar, Optional.empty(), Optional.of(unfinished)).page();
  }

  private String page() {
    List<Markup> lead = new ArrayList<>();
    unfinished.ifPresent(
        run ->
            lead.add(Markup.of("p", run.words()).with("class", "design").with("role", "status")));
    answer.sentences().forEach(text -> lead.add(Markup.of("p", text).with("class", "answer")));
    lead.add(Markup.of("p", answer.design()).with("class", "design"));
    return new Page(
            title(),
            unfinished.map(Unfinished::seconds).orElse(0),
            lead,
            result.warnings().isEmpty() ? List.of() : List.of(warnings()),
            sections(),
            new Particulars(result).footer())
        .text();
  }

  private String title() {
    String outcome =
        result.outcome().map(name -> " on " + result.labels().withName(name)).orElse("");
    if (result.spec().get("data") instanceof Map<?, ?> data
        && data.get("cohort") instanceof String cohort) {
      return "Effect"
          + outcome
          + " by when first treated ("
          + result.labels().withName(cohort)
          + ")";
    }
    List<String> treatments =
        result.estimates().stream()
            .map(effect -> result.labels().withName(treatment(effect)))
            .distinct()
            .limit(3)
            .toList();
    return "Effect of " + String.join(", ", treatments) + outcome;
  }

  private static String treatment(EstimateEntry effect) {
    Map<String, Object> parameter = effect.parameter();
    Object treatment = parameter == null ? null : parameter.get("treatment");
    return treatment == null ? effect.name() : treatment.toString();
  }

  private Markup warnings() {
    List<Markup> items =
        result.warnings().stream().map(warning -> Markup.of("li", warning)).toList();
    return Markup.of("section", Markup.of("h2", "Before you believe it"), Markup.of("ul", items))
        .with("class", "warnings");
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    new AverageSection(result).section().ifPresent(sections::add);
    List<HtmlTable> estimates = new ArrayList<>();
    estimates.addAll(tables.estimates());
    if (!result.contrasts().isEmpty()) {
      estimates.add(tables.effects("Contrasts", result.contrasts()));
    }
    estimates.addAll(tables.joint());
    String words =
        answer.example() + Words.ESTIMATES + (result.joint() == null ? "" : Words.JOINTLY);
    sections.add(section("Estimates", words, Plot.ESTIMATES, estimates));
    if (result.aggregations().isEmpty()) { // A panel has too many effects for a picture of each.
      add("Repetitions", Words.REPETITIONS, Plot.REPETITIONS, List.of(), sections);
    }
    add("Groups", Words.GROUPS + comparisons(), Plot.GROUPS, groups(), sections);
    add("Effect along a column", Words.CURVE, Plot.CURVE, List.of(), sections);
    add("Whom to treat", Words.POLICY, Plot.POLICY, List.of(), sections);
    add("Sensitivity", Words.SENSITIVITY, Plot.SENSITIVITY, sensitivity(), sections);
    others(sections);
    add("Nuisances", Words.NUISANCES, Plot.NUISANCES, List.of(tables.nuisances()), sections);
    candidates().ifPresent(sections::add);
    add("Overlap", Words.OVERLAP, Plot.OVERLAP, List.of(tables.overlap()), sections);
    add("Calibration", Words.CALIBRATION, Plot.CALIBRATION, List.of(), sections);
    if (!tables.firstStage().rows().isEmpty()) {
      sections.add(
          Section.of("First stage", Words.FIRST_STAGE, List.of(), List.of(tables.firstStage())));
    }
    invocations.ifPresent(
        scene ->
            sections.add(Section.of("Invocations", Words.INVOCATIONS, List.of(scene), List.of())));
    sections.addAll(new Particulars(result).sections());
    return sections;
  }

  /** How likely the differences of groups are if there are none, a sentence for each effect. */
  private String comparisons() {
    StringBuilder sentences = new StringBuilder();
    for (Map<?, ?> each : Plot.maps(result.others().get("group_comparisons"))) {
      if (each.get("equality") instanceof Map<?, ?> equality
          && equality.get("chi_square") instanceof Number statistic
          && equality.get("degrees_of_freedom") instanceof Number degrees
          && equality.get("p") instanceof Number p) {
        WaldTest test = new WaldTest(statistic.doubleValue(), degrees.intValue(), p.doubleValue());
        sentences
            .append(' ')
            .append(Plot.subject(each, result.labels()))
            .append(": ")
            .append(Chance.of(test, "in every group"))
            .append('.');
      }
    }
    return sentences.toString();
  }

  private Optional<Section> candidates() {
    CandidateSheets sheets = CandidateSheets.of(result, result.labels());
    Sheet candidates = sheets.candidates();
    Sheet trials = sheets.trials();
    return candidates.rows().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "Candidates",
                Words.CANDIDATES + " " + String.join(". ", candidates.notes()) + ".",
                List.of(),
                Stream.of(candidates, trials)
                    .filter(sheet -> !sheet.rows().isEmpty())
                    .map(HtmlTable::of)
                    .toList()));
  }

  private List<HtmlTable> groups() {
    return List.of(tables.effects("Effects by group", result.groups()));
  }

  private List<HtmlTable> sensitivity() {
    return List.of(tables.sensitivity());
  }

  private Section section(String title, String words, Plot plot, List<HtmlTable> below) {
    return Section.of(title, words, plot.scenes(result), below);
  }

  private void add(
      String title, String words, Plot plot, List<HtmlTable> below, List<Section> sections) {
    boolean isTold = below.stream().anyMatch(table -> !table.rows().isEmpty());
    if (isTold || !plot.scenes(result).isEmpty()) {
      sections.add(section(title, words, plot, below));
    }
  }

  private void others(List<Section> sections) {
    result
        .others()
        .forEach(
            (name, value) -> {
              boolean isEmpty = value instanceof List<?> list && list.isEmpty();
              if (isEmpty || name.equals("group_comparisons")) {
                return;
              }
              Section plain = new PlainSection(name, value).section();
              sections.add(DRAWN.contains(name) ? plain.folded() : plain);
            });
  }
}
