package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Features;
import dev.dml.learner.UnusedColumn;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that some learner leaves out of a fit on all rows.
 *
 * @param reasons why, by name
 */
record UnusedColumns(Map<String, UnusedColumn.Reason> reasons) {

  static UnusedColumns of(Setup setup, CausalData data) {
    Map<String, UnusedColumn.Reason> unused = new LinkedHashMap<>();
    for (List<Parameter> group : setup.model().parameters(data)) {
      int treatment = group.getFirst().treatment();
      Map<Features, Set<UnusedColumn.Reason>> reasons = new LinkedHashMap<>();
      for (Nuisance nuisance : setup.model().nuisances(data, treatment)) {
        setup
            .learners()
            .learner(nuisance)
            .ifPresent(
                learner ->
                    reasons
                        .computeIfAbsent(nuisance.features(data, treatment), any -> new HashSet<>())
                        .addAll(learner.leavesOut()));
      }
      reasons.forEach(
          (x, some) -> {
            if (!some.isEmpty() && !x.hasMissing()) {
              UnusedColumn.of(x, some)
                  .forEach(column -> unused.putIfAbsent(column.name(), column.reason()));
            }
          });
    }
    return new UnusedColumns(unused);
  }

  /** Why columns that are not constant took no part. */
  List<String> warnings() {
    return reasons.entrySet().stream()
        .filter(column -> column.getValue() != UnusedColumn.Reason.CONSTANT)
        .map(column -> column.getKey() + " " + words(column.getValue()))
        .toList();
  }

  /** Why each took no part, by name. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    reasons.forEach((column, reason) -> words.put(column, words(reason)));
    return words;
  }

  private static String words(UnusedColumn.Reason reason) {
    return "took no part in linear fits, because " + reason;
  }
}
