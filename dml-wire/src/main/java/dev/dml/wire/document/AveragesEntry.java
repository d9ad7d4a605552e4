package dev.dml.wire.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The averages of effects on groups in periods of one kind.
 *
 * @param effects the averages, by group, period or time since the treatment
 * @param overall the average of all
 * @param joint what is said of these averages together, without that of all, if that was asked
 */
public record AveragesEntry(List<Average> effects, Average overall, @Nullable JointEntry joint) {

  /** Copies. */
  public AveragesEntry {
    effects = Entries.all(effects);
  }

  /** The intervals that hold for all averages but that of all; none if they were not asked for. */
  public List<EstimateEntry.Interval> band() {
    return joint != null && joint.intervals().size() == effects.size()
        ? joint.intervals()
        : List.of();
  }

  /**
   * An average.
   *
   * @param group the period in which its units are first treated, if it is of one group
   * @param period that whose effects it averages, if it is of one
   * @param exposure the time since the treatment, if it is of one
   * @param sensitivity to an unobserved confounder, if that was asked
   */
  public record Average(
      @Nullable Double group,
      @Nullable Double period,
      @Nullable Double exposure,
      double coefficient,
      double standardError,
      double t,
      double p,
      EstimateEntry.Interval confidenceInterval,
      @Nullable SensitivityEntry sensitivity) {

    /** The group, period or time since the treatment; none of the average of all. */
    public @Nullable Double at() {
      return group != null ? group : period != null ? period : exposure;
    }
  }
}
