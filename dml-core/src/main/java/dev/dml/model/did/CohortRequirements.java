package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Observations;
import dev.dml.data.Rows;
import dev.dml.data.panel.Cohorts;
import dev.dml.data.panel.UnitRows;
import dev.dml.data.text.Sentence;
import dev.dml.model.Requirements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What staggered adoption asks of cohorts and periods; every breach is a sentence. */
final class CohortRequirements {

  private static final int MOST_LISTED = 12;

  private final CausalData data;
  private final double[] times;
  private final String model;

  CohortRequirements(CausalData data, double[] times, String model) {
    this.data = data;
    this.times = times;
    this.model = model;
  }

  List<String> problems() {
    List<String> problems =
        new ArrayList<>(
            new Requirements(data)
                .varies("outcome", data.outcome())
                .oneTreatment(model, "estimate each on its own")
                .noInstruments(model)
                .noEstimandWeights(model)
                .problems());
    Column cohort = data.treatments().getFirst();
    Optional<String> strange = strange();
    // Those of units are told by their rows.
    strange.filter(problem -> data.panel().isEmpty()).ifPresent(problems::add);
    if (Design.cohorts(data).length == 1 && strange.isEmpty()) {
      problems.add(
          "data.cohort: "
              + cohort.name()
              + " must vary, but "
              + (cohort.get(0) == Cohorts.NEVER
                  ? "nobody is ever treated"
                  : "everybody is first treated in " + Sentence.number(cohort.get(0))));
    }
    return problems;
  }

  /** Whether there is no design on these data. */
  boolean areBreached() {
    return !problems().isEmpty() || strange().isPresent();
  }

  private Optional<String> strange() {
    return strange(Observations.rows(data), times, this::row);
  }

  /**
   * Which cohorts of units are no periods, by the rows, which still tell the units that have them.
   *
   * @param rows rows of units in periods
   * @param units the units that were made of them
   */
  static List<String> strange(CausalData rows, Observations units) {
    String unit = rows.unit().orElseThrow().name();
    return strange(
            units,
            rows.time().orElseThrow().distinct(),
            row ->
                unit
                    + " "
                    + UnitRows.name(rows, row)
                    + " in row "
                    + rows.preparation().fileRow(row))
        .stream()
        .toList();
  }

  private String row(int row) {
    return "row " + data.preparation().fileRow(row);
  }

  /** Says which cohorts are not periods, and what to do about those between periods. */
  private static Optional<String> strange(
      Observations observations, double[] times, IntFunction<String> named) {
    CausalData data = observations.data();
    double[] strange =
        Arrays.stream(Design.cohorts(data))
            .filter(group -> group != Cohorts.NEVER && Arrays.binarySearch(times, group) < 0)
            .toArray();
    if (strange.length == 0) {
      return Optional.empty();
    }
    Column cohort = data.treatments().getFirst();
    IntPredicate isStrange = row -> Arrays.binarySearch(strange, cohort.get(row)) >= 0;
    int number = Rows.where(cohort.size(), isStrange).size();
    Column byRow = observations.byRow(cohort);
    int first =
        IntStream.range(0, byRow.size())
            .filter(row -> Arrays.binarySearch(strange, byRow.get(row)) >= 0)
            .findFirst()
            .orElseThrow();
    return Optional.of(
        "data.cohort: %s must be one of the periods %s, or empty or 0 for units that are not treated"
                .formatted(cohort.name(), listed(times))
            + " by the last of them, but is %s in %s, %s%s"
                .formatted(
                    listed(strange),
                    Sentence.count(number, data.panel().isPresent() ? "unit" : "row"),
                    number == 1 ? "" : "the first of them ",
                    named.apply(first))
            + recoding(strange, times));
  }

  /** What to do about cohorts between periods. */
  private static String recoding(double[] strange, double[] times) {
    List<String> recoded =
        Arrays.stream(strange)
            .filter(group -> group > times[0] && group < times[times.length - 1])
            .limit(MOST_LISTED)
            .mapToObj(
                group ->
                    Sentence.number(group)
                        + " to "
                        + Sentence.number(times[-Arrays.binarySearch(times, group) - 1]))
            .toList();
    return switch (recoded.size()) {
      case 0 -> "";
      case 1 ->
          "; recode %s, the next period that is there, or add the period"
              .formatted(recoded.getFirst());
      default ->
          "; recode %s, the next periods that are there, or add the periods"
              .formatted(Sentence.list(recoded));
    };
  }

  private static String listed(double[] values) {
    List<String> names =
        Arrays.stream(values).limit(MOST_LISTED).mapToObj(Sentence::number).toList();
    return values.length > MOST_LISTED ? String.join(", ", names) + ", ..." : Sentence.list(names);
  }

  /** Why no effect at all can be estimated. */
  static String nothing(Design design, ControlGroup controls) {
    boolean lonely =
        design.leftOut().stream().allMatch(each -> each.reason().equals("no controls are left"));
    return lonely
        ? "data.cohort: no controls are left, since every unit is treated"
            + (controls == ControlGroup.NEVER_TREATED
                ? "; with control_group: not-yet-treated those who are treated later are controls"
                : " by the last period that a group is compared in")
        : "data.cohort: no effect can be estimated: " + design.leftOutInWords();
  }
}
