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

  /** With more, they would be longer than what the table is about. */
  private static final int MOST_R2 = 12;

  private static final String AVERAGES =
      "since k: effect k periods after the treatment began, averaged over groups (k < 0: before"
          + " it); all groups: average over groups by their sizes.";

  private static final String PRE_TREATMENT = "Pre-test p";

  static {
    STARS.put(0.01, "***");
    STARS.put(0.05, "**");
    STARS.put(0.1, "*");
  }

  private final List<ResultDocument> results;
  private final TableSettings settings;
  private final TableEffects effects;

  /**
   * A table of results.
   *
   * @throws dev.dml.data.InvalidInput if settings do not fit the results
   */
  public ResultTable(List<ResultDocument> results, TableSettings settings) {
    this.results = List.copyOf(results);
    this.settings = settings;
    this.effects = new TableEffects(results);
    new SettingsCheck(settings, results.size(), effects).check();
  }

  /**
   * The names that effects are to have.
   *
   * @param texts of pairs {@code effect=name} with commas between them; both may hold an equals
   *     sign ({@code plan = free=Free care}) and a comma ({@code ATT(2, 2) since 1=First year})
   */
  public static Map<String, String> names(List<String> texts, List<ResultDocument> results) {
    return new CoefficientMap(texts, new TableEffects(results)).names();
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
    for (String name : shown()) {
      List<Optional<EstimateEntry>> found = effects.of(name);
      String label = settings.names().getOrDefault(name, effects.called(name));
      lines.add(new TableLine(Kind.COEFFICIENT, label, cells(found, this::coefficient)));
      lines.add(new TableLine(Kind.UNCERTAINTY, "", cells(found, this::uncertainty)));
    }
    return lines;
  }

  private Set<String> shown() {
    return isUsual() ? effects.usual() : settings.names().keySet();
  }

  private static List<String> cells(
      List<Optional<EstimateEntry>> effects, Function<EstimateEntry, String> cell) {
    return effects.stream().map(effect -> effect.map(cell).orElse("")).toList();
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
    if (omittedR2() == 0) {
      nuisances()
          .forEach(each -> lines.add(line(Kind.FACT, "R2 of " + each, result -> r2(result, each))));
    }
    lines.add(line(Kind.FACT, PRE_TREATMENT, ResultTable::preTreatment));
    lines.add(line(Kind.WORDS, "Clusters", ResultTable::clusters));
    lines.add(line(Kind.FACT, "Folds", r -> Digits.count(r.folds())));
    lines.add(line(Kind.FACT, "Repetitions", r -> Digits.count(r.repetitions())));
    lines.add(line(Kind.FACT, "Observations", r -> Digits.count(r.observations())));
    lines.removeIf(line -> line.cells().stream().allMatch(String::isEmpty));
    settings
        .omitted()
        .ifPresent(found -> lines.removeIf(line -> found.matcher(line.label()).find()));
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

  private static String preTreatment(ResultDocument result) {
    return result
        .preTreatment()
        .flatMap(tests -> tests.effects().test())
        .map(test -> Digits.probability(test.p()))
        .orElse("");
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

  private int omittedR2() {
    int lines = nuisances().size();
    return settings.omitted().isEmpty() && lines > MOST_R2 ? lines : 0;
  }

  /** What the table leaves out though nobody asked it to, and how to have it. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (isUsual() && effects.averaged() > 0) {
      remarks.add(
          "the table shows averages; --coef-map 'ATT(g, t)' shows the "
              + Digits.count(effects.averaged())
              + " effects on groups in periods");
    }
    if (omittedR2() > 0) {
      remarks.add(
          "the table leaves out R2 of "
              + Digits.count(omittedR2())
              + " nuisances; --gof-omit '' leaves out nothing");
    }
    return remarks;
  }

  private boolean isUsual() {
    return settings.names().isEmpty();
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
    if (isUsual() && effects.averaged() > 0) {
      notes.add(AVERAGES);
    }
    if (factLines().stream().anyMatch(line -> line.label().equals(PRE_TREATMENT))) {
      notes.add("Pre-test p: of the test that all effects before the treatment are zero.");
    }
    notes.addAll(settings.notes());
    return notes;
  }
}
