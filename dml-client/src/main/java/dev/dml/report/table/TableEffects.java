package dev.dml.report.table;

import dev.dml.model.EffectAverage.Family;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.ResultDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The effects of results by the names under which a table shows them. Effects on groups in periods
 * and their averages are called as the text report calls them.
 */
final class TableEffects {

  private static final String CELLS = "ATT(g, t)";
  private static final Map<Family, String> SETS =
      Map.of(
          Family.EVENT_STUDY, "event study",
          Family.GROUP, "groups",
          Family.TIME, "periods");

  private final List<Map<String, EstimateEntry>> columns = new ArrayList<>();

  /** What readers should see in place of names, those first that a table shows by itself. */
  private final Map<String, String> called = new LinkedHashMap<>();

  /**
   * Names by what programs may call effects on groups in periods: all that a result says of one.
   */
  private final Map<String, String> longNames = new LinkedHashMap<>();

  private final Map<String, Set<String>> sets = new LinkedHashMap<>();
  private final Set<String> usual = new LinkedHashSet<>();

  TableEffects(List<ResultDocument> results) {
    List<AverageEntry> averages =
        results.stream().flatMap(result -> result.averages().stream()).toList();
    averages.stream()
        .filter(each -> each.family() == Family.GROUP && each.at().isEmpty())
        .forEach(each -> use(each.name(), each.name()));
    averages.stream()
        .filter(each -> each.family() == Family.EVENT_STUDY && each.at().isPresent())
        .sorted(Comparator.comparing(each -> each.at().orElseThrow()))
        .forEach(each -> use(each.name(), each.name()));
    results.stream().filter(result -> result.averages().isEmpty()).forEach(this::useEffects);
    results.forEach(this::addAll);
  }

  private void useEffects(ResultDocument result) {
    for (EstimateEntry effect : result.effectsAndContrasts()) {
      use(effect.name(), effect.name(result.labels()));
    }
  }

  private void use(String name, String shown) {
    called.putIfAbsent(name, shown);
    usual.add(name);
  }

  private void addAll(ResultDocument result) {
    Map<String, EstimateEntry> column = new LinkedHashMap<>();
    for (AverageEntry average : result.averages()) {
      add(average.name(), average.effect(), average.name(), column);
      if (average.at().isPresent()) {
        set(Objects.requireNonNull(SETS.get(average.family())), average.name());
      }
    }
    for (EstimateEntry effect : result.effectsAndContrasts()) {
      String name = effect.name();
      add(name, effect, effect.name(result.labels()), column);
      Map<String, Object> parameter = effect.parameter();
      if (parameter != null && parameter.containsKey("base_period")) {
        longNames.put(longName(parameter), name);
        set(CELLS, name);
      }
    }
    columns.add(column);
  }

  private void add(
      String name, EstimateEntry effect, String shown, Map<String, EstimateEntry> column) {
    column.putIfAbsent(name, effect);
    called.putIfAbsent(name, shown);
  }

  private void set(String set, String name) {
    sets.computeIfAbsent(set, each -> new LinkedHashSet<>()).add(name);
  }

  private static String longName(Map<String, Object> parameter) {
    return parameter.entrySet().stream()
        .map(
            entry ->
                (entry.getKey().equals("treatment") ? "" : entry.getKey().replace('_', ' ') + " ")
                    + EstimateEntry.plain(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The effect of that name in each result that has one. */
  List<Optional<EstimateEntry>> of(String name) {
    return columns.stream().map(column -> Optional.ofNullable(column.get(name))).toList();
  }

  /** What readers should see in place of a name. */
  String called(String name) {
    return called.getOrDefault(name, name);
  }

  /** All names, those first that a table shows by itself. */
  Set<String> names() {
    return called.keySet();
  }

  /** The names that a table shows by itself: averages in place of what they are averages of. */
  Set<String> usual() {
    return usual;
  }

  /** The number of effects on groups in periods in place of which averages are usual. */
  int averaged() {
    Set<String> cells = sets.getOrDefault(CELLS, Set.of());
    return usual.containsAll(cells) ? 0 : cells.size();
  }

  /** What may be typed for an effect or several of them. */
  Collection<String> typed() {
    return Stream.of(called.keySet(), longNames.keySet(), sets.keySet())
        .flatMap(Set::stream)
        .toList();
  }

  /** The names that something typed stands for; itself if there is no such effect. */
  Collection<String> meantBy(String typed) {
    return sets.getOrDefault(typed, Set.of(longNames.getOrDefault(typed, typed)));
  }
}
