package dev.dml.plot;

import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.EstimateEntry.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Averages of effects of groups in periods with the band that holds for all of one kind, such as an
 * event study.
 *
 * @param kind the key of the averages in a result
 * @param title what they are
 * @param at what tells one from the other, by its key
 */
record AveragePlot(String kind, String title, String at) {

  static final List<AveragePlot> KINDS =
      List.of(
          new AveragePlot(
              "event_study", "Effects by time since the treatment (event study)", "exposure"),
          new AveragePlot("group", "Effects by group of first treatment", "group"),
          new AveragePlot("time", "Effects by period", "period"));

  private static final Map<String, String> WORDS =
      Map.of("exposure", "since", "group", "group", "period", "period");

  /** The picture of the averages of a result, if it has these. */
  Optional<Scene> scene(Map<?, ?> aggregations) {
    if (!(aggregations.get(kind) instanceof Map<?, ?> averages)) {
      return Optional.empty();
    }
    List<EstimateEntry> effects =
        Plot.maps(averages.get("effects")).stream().map(this::entry).toList();
    List<Interval> joint = new ArrayList<>();
    if (averages.get("joint") instanceof Map<?, ?> together) {
      Plot.maps(together.get("intervals")).forEach(each -> joint.add(interval(each)));
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ForestPlot(
                    title,
                    effects.stream().map(EstimateEntry::name).toList(),
                    effects,
                    joint.size() == effects.size() ? joint : List.of())
                .scene());
  }

  private EstimateEntry entry(Map<?, ?> average) {
    return new EstimateEntry(
        Map.of(WORDS.getOrDefault(at, at), number(average.get(at))),
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

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
