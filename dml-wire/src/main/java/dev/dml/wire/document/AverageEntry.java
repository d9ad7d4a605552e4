package dev.dml.wire.document;

import dev.dml.model.EffectAverage.Family;
import dev.dml.wire.document.EstimateEntry.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An average of effects on groups in periods.
 *
 * @param family what is averaged over
 * @param at the group, period or time since the treatment whose average it is; empty for that of
 *     all
 * @param effect the average
 * @param joint the interval that holds for all averages of the family, if that was asked
 */
public record AverageEntry(
    Family family, Optional<Double> at, EstimateEntry effect, Optional<Interval> joint) {

  /** The keys of the families, and of what tells one average from the other. */
  private static final Map<Family, String> KEYS =
      Map.of(Family.EVENT_STUDY, "event_study", Family.GROUP, "group", Family.TIME, "time");

  private static final Map<Family, String> AT =
      Map.of(Family.EVENT_STUDY, "exposure", Family.GROUP, "group", Family.TIME, "period");

  /** What readers call it, such as {@code since 2} or {@code all groups}. */
  public String name() {
    return family.nameOf(at);
  }

  /** The key of its family in a result. */
  public String key() {
    return String.valueOf(KEYS.get(family));
  }

  /** The averages of a family in the section of a result, that of all at the end. */
  static List<AverageEntry> of(Family family, Map<?, ?> section) {
    List<AverageEntry> all = new ArrayList<>();
    if (section.get(KEYS.get(family)) instanceof Map<?, ?> averages) {
      List<Interval> joint =
          averages.get("joint") instanceof Map<?, ?> together
              ? maps(together.get("intervals")).stream().map(AverageEntry::interval).toList()
              : List.of();
      List<Map<?, ?>> effects = maps(averages.get("effects"));
      for (int i = 0; i < effects.size(); i++) {
        all.add(
            new AverageEntry(
                family,
                Optional.of(number(effects.get(i).get(AT.get(family)))),
                effect(effects.get(i)),
                joint.size() == effects.size() ? Optional.of(joint.get(i)) : Optional.empty()));
      }
      maps(averages.get("overall"))
          .forEach(
              one ->
                  all.add(
                      new AverageEntry(family, Optional.empty(), effect(one), Optional.empty())));
    }
    return all;
  }

  private static EstimateEntry effect(Map<?, ?> average) {
    return new EstimateEntry(
        null,
        null,
        null,
        null,
        0,
        null,
        number(average.get("coefficient")),
        number(average.get("standard_error")),
        number(average.get("t")),
        number(average.get("p")),
        average.get("confidence_interval") instanceof Map<?, ?> interval
            ? interval(interval)
            : new Interval(Double.NaN, Double.NaN, Double.NaN),
        List.of(),
        null,
        null,
        null);
  }

  private static Interval interval(Map<?, ?> interval) {
    return new Interval(
        number(interval.get("level")),
        number(interval.get("lower")),
        number(interval.get("upper")));
  }

  /** The objects of a section that is one or a list of such. */
  private static List<Map<?, ?>> maps(@Nullable Object value) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object each : value instanceof List<?> list ? list : Collections.singletonList(value)) {
      if (each instanceof Map<?, ?> map) {
        maps.add(map);
      }
    }
    return maps;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
