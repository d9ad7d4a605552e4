package dev.dml.model.did;

import dev.dml.model.GroupPeriod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The groups and periods whose effects can be asked for.
 *
 * <p>Source: Callaway and Sant'Anna, <i>Difference-in-differences with multiple time periods</i>,
 * Journal of Econometrics 225 (2021); with anticipation, the base is earlier by so many periods.
 *
 * @param times all periods, ascending
 * @param anticipation how many periods before the treatment its effects may begin
 * @param base with which period others are compared
 */
// Made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record GroupPeriods(double[] times, int anticipation, BasePeriod base) {

  /** All of a group, by period; none if no period lies before its treatment and anticipation. */
  List<GroupPeriod> of(double group) {
    double[] before = Arrays.stream(times).filter(time -> time < group).toArray();
    if (before.length <= anticipation) {
      return List.of();
    }
    double last = before[before.length - 1 - anticipation];
    return switch (base) {
      case VARYING -> varying(group, last);
      case UNIVERSAL ->
          Arrays.stream(times)
              .filter(time -> time != last)
              .mapToObj(time -> new GroupPeriod(group, last, time))
              .toList();
      case ALL -> all(group);
    };
  }

  private List<GroupPeriod> varying(double group, double last) {
    List<GroupPeriod> cells = new ArrayList<>();
    for (int i = 0; i + anticipation + 1 < times.length; i++) {
      cells.add(new GroupPeriod(group, Math.min(times[i], last), times[i + anticipation + 1]));
    }
    return cells;
  }

  private List<GroupPeriod> all(double group) {
    List<GroupPeriod> cells = new ArrayList<>();
    for (int i = anticipation + 1; i < times.length; i++) {
      double end = Math.min(group, times[i]);
      double[] earlier = Arrays.stream(times).filter(time -> time <= end).toArray();
      for (int e = 0; e < earlier.length - 1 - anticipation; e++) {
        cells.add(new GroupPeriod(group, earlier[e], times[i]));
      }
    }
    return cells;
  }

  /** Whether a period is before the treatment of a group, and before its anticipation. */
  boolean isBefore(GroupPeriod cell) {
    double[] before = Arrays.stream(times).filter(time -> time < cell.group()).toArray();
    return before.length > anticipation
        && cell.period() <= before[before.length - 1 - anticipation];
  }

  /** After this period a unit must be treated to be no control yet in a cell. */
  double lastOf(GroupPeriod cell) {
    int position = Arrays.binarySearch(times, Math.max(cell.period(), cell.group()));
    return times[Math.min(position + anticipation, times.length - 1)];
  }
}
