package dev.dml.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The values of a parameter that a test does not reject, which need not be an interval: the test of
 * a weakly identified parameter may reject none, all, or only those between two values.
 *
 * @param level the probability with which the set covers, in (0, 1)
 * @param intervals closed, disjoint and ascending; bounds may be infinite
 */
public record ConfidenceSet(double level, List<Range> intervals) {

  /** The shapes of a set. */
  public enum Form {
    /** No value is left: the moments contradict each other, or the model. */
    EMPTY,
    /** The values between two. */
    INTERVAL,
    /** The values up to one, and from another one on. */
    RAYS,
    /** Every value: the data say nothing about the parameter. */
    LINE,
    /** Several pieces of another kind. */
    UNION
  }

  /**
   * A closed interval.
   *
   * @param lower its lower bound, or negative infinity
   * @param upper its upper bound, or infinity
   */
  public record Range(double lower, double upper) {

    /** Checks the order. */
    public Range {
      if (!(lower <= upper)) {
        throw new IllegalArgumentException(
            "lower bound " + lower + " must not exceed upper bound " + upper);
      }
    }

    boolean isBounded() {
      return lower > Double.NEGATIVE_INFINITY && upper < Double.POSITIVE_INFINITY;
    }
  }

  /** Checks the level, and copies. */
  public ConfidenceSet {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "confidence level must be between 0 and 1, but was " + level);
    }
    intervals = List.copyOf(intervals);
  }

  /** The shape of the set. */
  public Form form() {
    return switch (intervals.size()) {
      case 0 -> Form.EMPTY;
      case 1 ->
          intervals.getFirst().isBounded()
              ? Form.INTERVAL
              : intervals.getFirst().equals(line()) ? Form.LINE : Form.UNION;
      case 2 -> intervals.stream().noneMatch(Range::isBounded) ? Form.RAYS : Form.UNION;
      default -> Form.UNION;
    };
  }

  static Range line() {
    return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Whether a value belongs to the set. */
  public boolean contains(double value) {
    return intervals.stream().anyMatch(range -> range.lower <= value && value <= range.upper);
  }

  /**
   * The values that belong to at least half of some sets: those whose median statistic does not
   * exceed the critical value, if their number is odd.
   *
   * <p>If each set covers with probability 1 &minus; &alpha;, this one does with probability 1
   * &minus; 2&alpha; at least, however they depend on each other (Gasparin and Ramdas, <i>Merging
   * uncertainty sets via majority vote</i>, arXiv 2401.09379, 2024); that of equal sets is each of
   * them.
   *
   * @param sets at least one, of the same level
   */
  public static ConfidenceSet ofHalf(List<ConfidenceSet> sets) {
    int needed = Math.ceilDiv(sets.size(), 2);
    List<Bound> bounds =
        sets.stream()
            .flatMap(set -> set.intervals.stream())
            .flatMap(
                range -> Stream.of(new Bound(range.lower, true), new Bound(range.upper, false)))
            .sorted(Bound.ORDER)
            .toList();
    List<Range> ranges = new ArrayList<>();
    int inside = 0;
    double from = 0;
    for (Bound bound : bounds) {
      inside += bound.opens ? 1 : -1;
      if (bound.opens && inside == needed) {
        from = bound.at;
      } else if (!bound.opens && inside == needed - 1) {
        ranges.add(new Range(from, bound.at));
      }
    }
    return new ConfidenceSet(sets.getFirst().level, ranges);
  }

  private record Bound(double at, boolean opens) {

    /** Where one interval ends and another begins, both hold. */
    private static final Comparator<Bound> ORDER =
        Comparator.comparingDouble(Bound::at)
            .thenComparing(Bound::opens, Comparator.reverseOrder());
  }
}
