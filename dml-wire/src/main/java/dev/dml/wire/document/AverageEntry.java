package dev.dml.wire.document;

import dev.dml.model.EffectAverage.Family;
import dev.dml.wire.document.EstimateEntry.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An average of effects on groups in periods.
 *
 * @param family what is averaged over
 * @param at the group, period or time since the treatment whose average it is; empty for that of
 *     all
 * @param effect the average
 * @param joint the interval that holds for all averages of the family, if that was asked
 * @param sensitivity to an unobserved confounder, if that was asked
 */
public record AverageEntry(
    Family family,
    Optional<Double> at,
    EstimateEntry effect,
    Optional<Interval> joint,
    Optional<SensitivityEntry> sensitivity) {

  /** What averages are over, in the order in which they are shown. */
  public static final List<Family> FAMILIES =
      List.of(Family.EVENT_STUDY, Family.GROUP, Family.TIME);

  /** What readers call it, such as {@code since 2} or {@code all groups}. */
  public String name() {
    return family.nameOf(at);
  }

  /** The key of its family in a result. */
  public String key() {
    return key(family);
  }

  private static String key(Family family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  /** The averages of a family, that of all at the end. */
  static List<AverageEntry> of(Family family, Map<String, AveragesEntry> aggregations) {
    AveragesEntry averages = aggregations.get(key(family));
    List<AverageEntry> all = new ArrayList<>();
    if (averages != null) {
      List<Interval> band = averages.band();
      for (int i = 0; i < averages.effects().size(); i++) {
        Optional<Interval> joint = band.isEmpty() ? Optional.empty() : Optional.of(band.get(i));
        all.add(of(family, averages.effects().get(i), joint));
      }
      Optional.ofNullable(averages.overall())
          .ifPresent(overall -> all.add(of(family, overall, Optional.empty())));
    }
    return all;
  }

  private static AverageEntry of(
      Family family, AveragesEntry.Average average, Optional<Interval> joint) {
    EstimateEntry effect =
        new EstimateEntry(
            null,
            null,
            null,
            null,
            0,
            null,
            average.coefficient(),
            average.standardError(),
            average.t(),
            average.p(),
            average.confidenceInterval(),
            List.of(),
            null,
            null,
            null,
            null);
    return new AverageEntry(
        family,
        Optional.ofNullable(average.at()),
        effect,
        joint,
        Optional.ofNullable(average.sensitivity()));
  }
}
