package dev.dml.report.table;

import dev.dml.report.number.Digits;
import dev.dml.report.table.TableLine.Kind;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.NuisanceEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Several results as columns of one table, before it is laid out. */
public final class ResultTable {

  private static final Map<Double, String> STARS = new LinkedHashMap<>();

  static {
    STARS.put(0.01, "***");
    STARS.put(0.05, "**");
    STARS.put(0.1, "*");
  }

  private final List<ResultDocument> results;
  private final TableSettings settings;

  /**
   * A table of results.
   *
   * @throws dev.dml.data.InvalidInput if settings do not fit the results
   */
  public ResultTable(List<ResultDocument> results, TableSettings settings) {
    this.results = List.copyOf(results);
    this.settings = settings;
    new SettingsCheck(settings, results.size(), effects()).check();
  }

  TableSettings settings() {
    return settings;
  }

  /** The names of the columns. */
  List<String> labels() {
    return settings.labels().isEmpty()
        ? IntStream.rangeClosed(1, results.size()).mapToObj(i -> "(" + i + ")").toList()
        : settings.labels();
  }

  /** The lines of effects, two for each. */
  List<TableLine> effectLines() {
    List<TableLine> lines = new ArrayList<>();
    for (String name : settings.names().isEmpty() ? effects() : settings.names().keySet()) {
      List<Optional<EstimateEntry>> found =
          results.stream().map(result -> effect(result, name)).toList();
      lines.add(
          new TableLine(
              Kind.COEFFICIENT,
              settings.names().getOrDefault(name, name),
              cells(found, this::coefficient)));
      lines.add(new TableLine(Kind.UNCERTAINTY, "", cells(found, this::uncertainty)));
    }
    return lines;
  }

  private static List<String> cells(
      List<Optional<EstimateEntry>> effects, Function<EstimateEntry, String> cell) {
    return effects.stream().map(effect -> effect.map(cell).orElse("")).toList();
  }

  private static Optional<EstimateEntry> effect(ResultDocument result, String name) {
    return all(result).stream().filter(effect -> effect.name().equals(name)).findFirst();
  }

  private static List<EstimateEntry> all(ResultDocument result) {
    List<EstimateEntry> all = new ArrayList<>(result.estimates());
    all.addAll(result.contrasts());
    return all;
  }

  private Set<String> effects() {
    Set<String> names = new LinkedHashSet<>();
    results.forEach(result -> all(result).forEach(effect -> names.add(effect.name())));
    return names;
  }

  private String coefficient(EstimateEntry effect) {
    return shown(effect, effect.coefficient()) + (settings.stars() ? stars(effect.p()) : "");
  }

  private static String stars(double p) {
    return STARS.entrySet().stream()
        .filter(star -> p < star.getKey())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private String uncertainty(EstimateEntry effect) {
    return settings.intervals()
        ? "["
            + shown(effect, effect.confidenceInterval().lower())
            + ", "
            + shown(effect, effect.confidenceInterval().upper())
            + "]"
        : "(" + shown(effect, effect.standardError()) + ")";
  }

  private String shown(EstimateEntry effect, double value) {
    return Digits.beside(effect.standardError(), value, settings.digits());
  }

  /** The lines about the estimations; one that is empty everywhere is left out. */
  List<TableLine> factLines() {
    List<TableLine> lines = new ArrayList<>();
    lines.add(line(Kind.WORDS, "Model", r -> r.model() + ", " + r.score()));
    lines.add(line(Kind.WORDS, "Learners", ResultTable::learners));
    lines.add(line(Kind.FACT, "Covariates", r -> Digits.count(r.data().covariates().size())));
    for (String nuisance : nuisances()) {
      lines.add(line(Kind.FACT, "R2 of " + nuisance, r -> r2(r, nuisance)));
    }
    lines.add(line(Kind.WORDS, "Clusters", ResultTable::clusters));
    lines.add(line(Kind.FACT, "Folds", r -> Digits.count(r.folds())));
    lines.add(line(Kind.FACT, "Repetitions", r -> Digits.count(r.repetitions())));
    lines.add(line(Kind.FACT, "Observations", r -> Digits.count(r.observations())));
    lines.removeIf(line -> line.cells().stream().allMatch(String::isEmpty));
    return lines;
  }

  private TableLine line(Kind kind, String label, Function<ResultDocument, String> cell) {
    return new TableLine(kind, label, results.stream().map(cell).toList());
  }

  private static String learners(ResultDocument result) {
    return result.nuisances().stream()
        .map(NuisanceEntry::learner)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String clusters(ResultDocument result) {
    return result.data().clusters().stream()
        .map(each -> each.column() + " (" + Digits.count(each.clusters()) + ")")
        .collect(Collectors.joining(", "));
  }

  private Set<String> nuisances() {
    Set<String> names = new LinkedHashSet<>();
    results.forEach(r -> r.nuisances().forEach(nuisance -> names.add(nuisance.name())));
    return names;
  }

  private static String r2(ResultDocument result, String nuisance) {
    List<NuisanceEntry> all =
        result.nuisances().stream().filter(each -> each.name().equals(nuisance)).toList();
    return all.size() == 1 ? Digits.fixed(all.getFirst().r2(), 3) : "";
  }

  /** What stands below the table. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    String level = Digits.percent(results.getFirst().confidenceLevel());
    notes.add(
        settings.intervals()
            ? level + " confidence intervals in brackets."
            : "Standard errors in parentheses.");
    if (settings.stars()) {
      notes.add("* p < 0.1, ** p < 0.05, *** p < 0.01.");
    }
    notes.addAll(settings.notes());
    return notes;
  }
}
