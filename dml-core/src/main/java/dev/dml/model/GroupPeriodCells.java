package dev.dml.model;

import dev.dml.data.text.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * The effects on groups in periods: how many are compared for each, and which cannot be estimated.
 *
 * @param sizes of those that are estimated, in the order of the estimates
 * @param notEstimated those that are not
 */
public record GroupPeriodCells(List<Size> sizes, List<NotEstimated> notEstimated) {

  /** Those of a model without groups and periods. */
  public static final GroupPeriodCells NONE = new GroupPeriodCells(List.of(), List.of());

  /** Copies. */
  public GroupPeriodCells {
    sizes = List.copyOf(sizes);
    notEstimated = List.copyOf(notEstimated);
  }

  /**
   * How many are compared for an effect: units that were observed in both periods, or rows of both
   * if every period has observed other units.
   *
   * @param at the group and the period
   * @param treated those of the group
   * @param controls the others
   */
  public record Size(GroupPeriod at, int treated, int controls) {}

  /**
   * An effect that cannot be estimated.
   *
   * @param group the group
   * @param cell the group with the period; empty if it is the group in all periods
   * @param reason why, such as {@code there is no period before it is treated}
   */
  public record NotEstimated(double group, Optional<GroupPeriod> cell, String reason) {

    /** The effect in short. */
    public String name() {
      return cell.map(GroupPeriod::name).orElse("group " + Sentence.number(group));
    }
  }

  /** The size of an effect, if it is one of a group in a period. */
  public Optional<Size> size(Optional<GroupPeriod> at) {
    return at.flatMap(cell -> sizes.stream().filter(size -> size.at().equals(cell)).findFirst());
  }
}
