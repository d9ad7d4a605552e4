package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.panel.Cohorts;
import dev.dml.data.text.Sentence;
import dev.dml.model.Requirements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    double[] strange =
        Arrays.stream(Design.cohorts(data))
            .filter(group -> group != Cohorts.NEVER && Arrays.binarySearch(times, group) < 0)
            .toArray();
    if (strange.length > 0) {
      int rows =
          Rows.where(cohort.size(), row -> Arrays.binarySearch(strange, cohort.get(row)) >= 0)
              .size();
      problems.add(
          "data.cohort: "
              + cohort.name()
              + " must be one of the periods "
              + listed(times)
              + ", or empty or 0 for units that are not treated by the last of them, but is "
              + listed(strange)
              + " in "
              + Sentence.count(rows, data.panel().isPresent() ? "unit" : "row"));
    }
    if (Design.cohorts(data).length == 1 && strange.length == 0) {
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
