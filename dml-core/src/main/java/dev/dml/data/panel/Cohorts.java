package dev.dml.data.panel;

import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Cohorts of units: the period in which each is first treated. */
public final class Cohorts {

  /** The cohort of units that are never treated. */
  public static final double NEVER = 0;

  private Cohorts() {}

  /**
   * The first treated period of the unit of each row, {@link #NEVER} for those never treated.
   *
   * @param treated whether the unit is treated in the period of the row, 0 or 1
   * @throws InvalidInput if a treatment switches off
   */
  public static Column of(Column unit, Column time, Column treated) {
    Map<Double, Double> first = new HashMap<>();
    for (int row = 0; row < treated.size(); row++) {
      if (treated.get(row) == 1) {
        first.merge(unit.get(row), time.get(row), Math::min);
      }
    }
    refuseSwitchingOff(unit, time, treated, first);
    double[] cohorts = new double[unit.size()];
    for (int row = 0; row < cohorts.length; row++) {
      cohorts[row] = first.getOrDefault(unit.get(row), NEVER);
    }
    return Column.of(treated.name(), cohorts);
  }

  private static void refuseSwitchingOff(
      Column unit, Column time, Column treated, Map<Double, Double> first) {
    Map<Double, Integer> off = new HashMap<>();
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < treated.size(); row++) {
      Double since = first.get(unit.get(row));
      if (since != null
          && time.get(row) > since
          && treated.get(row) == 0
          && off.put(unit.get(row), row) == null) {
        rows.add(row);
      }
    }
    if (!rows.isEmpty()) {
      int row = rows.getFirst();
      throw new InvalidInput(
          "treatment: "
              + treated.name()
              + " switches off in "
              + Sentence.count(rows.size(), "unit")
              + ", such as that of row "
              + (row + 1)
              + ", which is treated in "
              + Sentence.number(Objects.requireNonNull(first.get(unit.get(row))))
              + " and not in "
              + Sentence.number(time.get(row))
              + "; a unit must stay treated");
    }
  }
}
