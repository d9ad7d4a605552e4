package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import dev.dml.data.panel.Cohorts;
import dev.dml.data.text.Sentence;
import dev.dml.model.Condition;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells.NotEstimated;
import dev.dml.model.Nuisance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cells that can be estimated from a data set, and their nuisances.
 *
 * @param cells in the order of the estimates, each with the rows that it compares
 * @param leftOut those that cannot, and why
 * @param plan the nuisances
 */
record Design(Map<Cell, Rows> cells, List<NotEstimated> leftOut, NuisancePlan plan) {

  /** That of a model which knows no data. */
  static final Design UNKNOWN = new Design(Map.of(), List.of(), NuisancePlan.EMPTY);

  Design {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    leftOut = List.copyOf(leftOut);
  }

  /** The cells of a data set. */
  static Design of(
      CausalData data,
      Sampled sampled,
      ScoreRule rule,
      ControlGroup controls,
      int anticipation,
      BasePeriod base) {
    GroupPeriods periods = new GroupPeriods(sampled.times(data), anticipation, base);
    double[] cohorts = cohorts(data);
    Map<Cell, Rows> cells = new LinkedHashMap<>();
    List<NotEstimated> leftOut = new ArrayList<>();
    Map<Cell, List<Nuisance>> nuisances = new LinkedHashMap<>();
    for (double group : cohorts) {
      if (group == Cohorts.NEVER) {
        continue;
      }
      List<GroupPeriod> ofGroup = periods.of(group);
      if (ofGroup.isEmpty()) {
        leftOut.add(
            new NotEstimated(
                group,
                Optional.empty(),
                anticipation == 0
                    ? "there is no period before it is treated"
                    : "there is no period before it is treated and anticipates it"));
      }
      for (GroupPeriod at : ofGroup) {
        Cell cell = new Cell(at, controls(at, cohorts, controls, periods));
        Rows rows = Condition.rows(sampled.compared(data, cell), data);
        Optional<String> lack =
            cell.controls().isEmpty()
                ? Optional.of("no controls are left")
                : sampled.lack(data, cell, rows);
        if (lack.isPresent()) {
          leftOut.add(new NotEstimated(group, Optional.of(at), lack.get()));
        } else {
          cells.put(cell, rows);
          nuisances.put(cell, sampled.nuisances(data, cell, rule));
        }
      }
    }
    return new Design(cells, leftOut, NuisancePlan.of(nuisances));
  }

  /** All cohorts of a data set, ascending; those never treated are 0. */
  static double[] cohorts(CausalData data) {
    return data.treatments().getFirst().distinct();
  }

  private static List<Double> controls(
      GroupPeriod at, double[] cohorts, ControlGroup controls, GroupPeriods periods) {
    double last = periods.lastOf(at);
    return Arrays.stream(cohorts)
        .filter(
            cohort ->
                cohort == Cohorts.NEVER
                    || (controls == ControlGroup.NOT_YET_TREATED && cohort > last))
        .boxed()
        .toList();
  }

  /** The cell of a group and period. */
  Cell cell(GroupPeriod at) {
    return cells.keySet().stream().filter(cell -> cell.at().equals(at)).findFirst().orElseThrow();
  }

  /** The rows that a cell of it compares. */
  Rows rows(Cell cell) {
    return Objects.requireNonNull(cells.get(cell));
  }

  /** What is left out and why, each reason once. */
  String leftOutInWords() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    leftOut.forEach(
        each -> byReason.computeIfAbsent(each.reason(), any -> new ArrayList<>()).add(each.name()));
    return byReason.entrySet().stream()
        .map(entry -> Sentence.list(entry.getValue()) + " (" + entry.getKey() + ")")
        .collect(Collectors.joining("; "));
  }
}
