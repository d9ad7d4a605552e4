package dev.dml.report.table;

import dev.dml.report.number.Digits;
import dev.dml.report.table.TableLine.Kind;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.NuisanceEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.Comparator;
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
    new SettingsCheck(settings, results.size(), called(results).keySet()).check();
  }

  /**
   * The names that effects are to have, of pairs {@code effect=name}, both of which may hold an
   * equals sign: {@code plan = free=Free care}.
   */
  public static Map<String, String> names(List<String> pairs, List<ResultDocument> results) {
    Set<String> effects = called(results).keySet();
    Map<String, String> names = new LinkedHashMap<>();
    for (String pair : pairs) {
      String effect =
          effects.stream()
              .filter(each -> pair.startsWith(each + "="))
              .max(Comparator.comparingInt(String::length))
              .orElse(pair.replaceFirst("=.*", ""));
      names.put(
          effect, effect.length() < pair.length() ? pair.substring(effect.length() + 1) : effect);
    }
    return names;
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
    Map<String, String> names = settings.names().isEmpty() ? called(results) : settings.names();
    for (String name : names.keySet()) {
      List<Optional<EstimateEntry>> found =
          results.stream().map(result -> effect(result, name)).toList();
      lines.add(
          new TableLine(
              Kind.COEFFICIENT, names.getOrDefault(name, name), cells(found, this::coefficient)));
      lines.add(new TableLine(Kind.UNCERTAINTY, "", cells(found, this::uncertainty)));
    }
    return lines;
  }

  private static List<String> cells(
      List<Optional<EstimateEntry>> effects, Function<EstimateEntry, String> cell) {
    return effects.stream().map(effect -> effect.map(cell).orElse("")).toList();
  }

  private static Optional<EstimateEntry> effect(ResultDocument result, String name) {
    return result.effectsAndContrasts().stream()
        .filter(effect -> effect.name().equals(name))
        .findFirst();
  }

  /** The names of all effects, with what readers should see in their place. */
  private static Map<String, String> called(List<ResultDocument> results) {
    Map<String, String> called = new LinkedHashMap<>();
    for (ResultDocument result : results) {
      for (EstimateEntry effect : result.effectsAndContrasts()) {
        called.putIfAbsent(effect.name(), effect.name(result.labels()));
      }
    }
    return called;
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
        .map(each -> result.labels().of(each.column()) + " (" + Digits.count(each.clusters()) + ")")
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
