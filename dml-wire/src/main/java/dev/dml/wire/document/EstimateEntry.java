package dev.dml.wire.document;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An effect, a difference of effects, or the effect in a group.
 *
 * @param parameter what is estimated, by key: {@code treatment}, {@code level} and the like
 * @param of of a difference, the parameter that the other is taken from
 * @param against of a difference, the other parameter
 * @param group the name of the group of a group's effect; otherwise absent
 * @param estimand what it is, in words
 * @param repetitions the estimate of every repetition
 * @param propensity how the arms overlap; absent without propensities
 * @param firstStage how strong the instruments are; absent without instruments
 */
public record EstimateEntry(
    @Nullable Map<String, Object> parameter,
    @Nullable Map<String, Object> of,
    @Nullable Map<String, Object> against,
    @Nullable String group,
    long rows,
    @Nullable String estimand,
    double coefficient,
    double standardError,
    double t,
    double p,
    Interval confidenceInterval,
    List<Repetition> repetitions,
    @Nullable Splitting splitting,
    @Nullable PropensityEntry propensity,
    @Nullable FirstStage firstStage) {

  /** Copies. */
  public EstimateEntry {
    repetitions = Entries.all(repetitions);
    confidenceInterval =
        confidenceInterval == null
            ? new Interval(Double.NaN, Double.NaN, Double.NaN)
            : confidenceInterval;
  }

  /** What a table calls it, such as {@code d}, {@code plan = free} or {@code d: north}. */
  public String name() {
    if (of != null && against != null) {
      return name(of) + " - " + name(against);
    }
    String name = parameter == null ? "effect" : name(parameter);
    return group == null ? name : name + ": " + group;
  }

  private static String name(Map<String, Object> parameter) {
    String others =
        parameter.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("treatment"))
            .map(entry -> word(entry.getKey()) + plain(entry.getValue()))
            .collect(Collectors.joining(", "));
    Object treatment = parameter.get("treatment");
    return treatment == null
        ? others
        : parameter.containsKey("level")
            ? treatment + " = " + plain(parameter.get("level"))
            : treatment + (others.isEmpty() ? "" : ", " + others);
  }

  private static String word(String key) {
    return key.replace('_', ' ') + " ";
  }

  private static String plain(@Nullable Object value) {
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }

  /** The ends of an interval and its level. */
  public record Interval(double level, double lower, double upper) {}

  /** The estimate of a repetition. */
  public record Repetition(double coefficient, double standardError) {}

  /** How much the estimate depends on the split. */
  public record Splitting(double standardDeviation, double relativeToStandardError) {}

  /** The F of the first stage: its median and its smallest, and the number of instruments. */
  public record FirstStage(double f, double weakest, int instruments) {}
}
