package dev.dml.wire.document;

import dev.dml.data.ColumnLabels;
import dev.dml.model.GroupPeriod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * @param selection how likely rows are to be selected; absent without selection
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
    @Nullable PropensityEntry selection,
    @Nullable FirstStage firstStage) {

  /** The propensities, and the probabilities to be selected, if there are some. */
  public List<PropensityEntry> probabilities() {
    return Stream.of(Optional.ofNullable(propensity), Optional.ofNullable(selection))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Copies. */
  public EstimateEntry {
    repetitions = Entries.all(repetitions);
    confidenceInterval =
        confidenceInterval == null
            ? new Interval(Double.NaN, Double.NaN, Double.NaN)
            : confidenceInterval;
  }

  /**
   * What a file for programs calls it, such as {@code d}, {@code plan = free}, {@code plan: pay -
   * free}, {@code d: north} or {@code ATT(2004, 2006) since 2003}.
   */
  public String name() {
    return name(ColumnLabels.NONE);
  }

  /** What readers see in place of the name, if columns have labels. */
  public String name(ColumnLabels labels) {
    if (of != null && against != null) {
      return difference(of, against, labels);
    }
    String name = parameter == null ? "effect" : name(parameter, labels);
    return group == null ? name : name + ": " + labels.of(group);
  }

  private static String difference(
      Map<String, Object> of, Map<String, Object> against, ColumnLabels labels) {
    Object treatment = of.get("treatment");
    return treatment != null
            && treatment.equals(against.get("treatment"))
            && of.containsKey("level")
            && against.containsKey("level")
        ? labels.of(treatment.toString())
            + ": "
            + plain(of.get("level"))
            + " - "
            + plain(against.get("level"))
        : name(of, labels) + " - " + name(against, labels);
  }

  /** Whether it is of a group in a period in which that is not yet treated. */
  public boolean isBeforeTreatment() {
    return parameter != null && cell(parameter).filter(GroupPeriod::isBeforeTreatment).isPresent();
  }

  private static Optional<GroupPeriod> cell(Map<String, Object> parameter) {
    return parameter.get("group") instanceof Number group
            && parameter.get("base_period") instanceof Number base
            && parameter.get("period") instanceof Number period
        ? Optional.of(
            new GroupPeriod(group.doubleValue(), base.doubleValue(), period.doubleValue()))
        : Optional.empty();
  }

  private static String name(Map<String, Object> parameter, ColumnLabels labels) {
    Optional<GroupPeriod> cell = cell(parameter);
    if (cell.isPresent()) {
      return cell.get().name();
    }
    String others =
        parameter.entrySet().stream()
            .filter(entry -> !entry.getKey().equals("treatment"))
            .map(entry -> word(entry.getKey()) + plain(entry.getValue()))
            .collect(Collectors.joining(", "));
    Object treatment = parameter.get("treatment");
    if (treatment == null) {
      return others;
    }
    String called = labels.of(treatment.toString());
    return parameter.containsKey("level")
        ? called + " = " + plain(parameter.get("level"))
        : called + (others.isEmpty() ? "" : ", " + others);
  }

  private static String word(String key) {
    return key.replace('_', ' ') + " ";
  }

  /** A value as readers see it: whole numbers without a point. */
  public static String plain(@Nullable Object value) {
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
