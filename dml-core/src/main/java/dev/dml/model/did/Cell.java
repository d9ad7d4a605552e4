package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.data.text.Sentence;
import dev.dml.model.Condition;
import dev.dml.model.GroupPeriod;
import dev.dml.model.GroupPeriodCells;
import dev.dml.model.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * A group and a period with the cohorts that it is compared with.
 *
 * @param at the group and the period
 * @param controls the cohorts of the controls, ascending
 */
record Cell(GroupPeriod at, List<Double> controls) {

  Cell {
    controls = List.copyOf(controls);
  }

  /** What nuisances of it are named by, such as {@code g=2004.t=2003_2006}. */
  String label() {
    return "g="
        + Sentence.number(at.group())
        + ".t="
        + Sentence.number(at.base())
        + "_"
        + Sentence.number(at.period());
  }

  /** Whether a row is of the group. */
  Response membership(String cohort) {
    return new Response.Indicator(cohort, at.group(), Sentence.number(at.group()));
  }

  /** The same of some rows, 1 for the group and 0 for controls. */
  Column members(CausalData data, Rows rows) {
    Column cohort = data.treatments().getFirst();
    double[] members = new double[rows.size()];
    for (int i = 0; i < members.length; i++) {
      members[i] = cohort.get(rows.get(i)) == at.group() ? 1 : 0;
    }
    return Column.of(membership(cohort.name()).label(), members);
  }

  /** How many of some rows are of the group, and how many are not. */
  GroupPeriodCells.Size size(CausalData data, Rows rows) {
    int treated = treated(data, rows);
    return new GroupPeriodCells.Size(at, treated, rows.size() - treated);
  }

  /** How many of some rows are of the group. */
  int treated(CausalData data, Rows rows) {
    String cohort = data.treatments().getFirst().name();
    return Condition.among(rows, List.of(Condition.of(cohort, at.group())), data).size();
  }

  /** That a row is of the group or a control. */
  Condition comparedCohorts(String cohort) {
    List<Double> both = new ArrayList<>(controls);
    both.add(at.group());
    return new Condition(cohort, both);
  }
}
