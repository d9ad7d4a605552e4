package dev.dml.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The values of one of two parameters at which moments may all be zero for some value of the other:
 * the projection of the joint set of {@link AndersonRubin}, with its critical value. It covers at
 * least as often as the joint set does, however little the moments depend on either parameter.
 *
 * <p>Whether a value &theta; belongs to it is known exactly: with &theta; given, the values of the
 * other parameter that are not rejected are a set of {@link AndersonRubin}, which is empty or not.
 * &theta; = center + scale tan &phi; makes a circle of the line and infinity, on which this is
 * asked at a grid and where the smallest statistic over the other parameter is smallest or largest
 * between points of the grid, so that small pieces and gaps are found. Bounds are bisected.
 *
 * <p>Source: Dufour and Taamouti, Econometrica 73 (2005), who have a closed form for homoskedastic
 * errors; here the covariance of the moments is that of {@link AndersonRubin} and depends on both.
 */
public final class ProjectedAndersonRubin {

  private static final int GRID = 120;
  private static final int GRID_OF_OTHER = 48;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int GOLDEN_STEPS = 30;

  private final MomentPlane plane;
  private final double critical;
  private final double level;

  private ProjectedAndersonRubin(MomentPlane plane, double critical, double level) {
    this.plane = plane;
    this.critical = critical;
    this.level = level;
  }

  /**
   * The set of some moments.
   *
   * @param moments at least two, none a combination of the others, as functions of the parameter
   * @param ofOther the same as functions of the other parameter, with the same constants
   * @param design how the observations were sampled
   * @param level the probability with which the set covers at least, in (0, 1)
   */
  public static ConfidenceSet of(
      List<LinearScore> moments, List<LinearScore> ofOther, SamplingDesign design, double level) {
    return moments.size() < design.units()
        ? new ProjectedAndersonRubin(
                MomentPlane.of(moments, ofOther, design),
                AndersonRubin.critical(moments.size(), level),
                level)
            .set()
        : new ConfidenceSet(level, List.of(ConfidenceSet.line()));
  }

  private ConfidenceSet set() {
    double[] knots = knots();
    boolean[] inside = new boolean[knots.length];
    for (int i = 0; i < knots.length; i++) {
      inside[i] = isInside(knots[i]);
    }
    List<ConfidenceSet.Range> ranges = new ArrayList<>();
    double from = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < knots.length; i++) {
      if (inside[i] != inside[i - 1]) {
        double bound = plane.parameter(bound(knots[i - 1], knots[i], inside[i]));
        if (inside[i]) {
          from = bound;
        } else {
          ranges.add(new ConfidenceSet.Range(from, bound));
        }
      }
    }
    if (inside[knots.length - 1]) {
      ranges.add(new ConfidenceSet.Range(from, Double.POSITIVE_INFINITY));
    }
    return new ConfidenceSet(level, ranges);
  }

  /** Whether some value of the other parameter is not rejected: the one found, or else any. */
  private boolean isInside(double angle) {
    return least(angle) <= critical
        || !AndersonRubin.of(plane.slice(angle, critical), plane.anchor(angle), level)
            .intervals()
            .isEmpty();
  }

  /** Where membership changes between two angles. */
  private double bound(double from, double to, boolean insideAtEnd) {
    double outer = from;
    double inner = to;
    double middle = outer / 2 + inner / 2;
    while (outer < middle && middle < inner) {
      if (isInside(middle) == insideAtEnd) {
        inner = middle;
      } else {
        outer = middle;
      }
      middle = outer / 2 + inner / 2;
    }
    return middle;
  }

  /** The grid, and the smallest and largest least statistics between its points. */
  private double[] knots() {
    double[] grid =
        IntStream.rangeClosed(0, GRID)
            .mapToDouble(i -> Math.PI * ((double) i / GRID - 0.5))
            .toArray();
    double[] least = Arrays.stream(grid).map(this::least).toArray();
    double[] extremes =
        IntStream.range(1, GRID)
            .filter(i -> (least[i] - least[i - 1]) * (least[i + 1] - least[i]) <= 0)
            .mapToDouble(
                i -> {
                  double sign = least[i] <= least[i - 1] && least[i] <= least[i + 1] ? 1 : -1;
                  return minimum(angle -> sign * least(angle), grid[i - 1], grid[i + 1]);
                })
            .toArray();
    return DoubleStream.concat(Arrays.stream(grid), Arrays.stream(extremes)).sorted().toArray();
  }

  /** The smallest statistic over the other parameter. */
  private double least(double angle) {
    double best = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < GRID_OF_OTHER; i++) {
      double other = Math.PI * ((double) i / GRID_OF_OTHER - 0.5);
      double statistic = plane.statistic(angle, other);
      if (statistic < smallest) {
        smallest = statistic;
        best = other;
      }
    }
    double step = Math.PI / GRID_OF_OTHER;
    DoubleUnaryOperator statistic = other -> plane.statistic(angle, other);
    return statistic.applyAsDouble(minimum(statistic, best - step, best + step));
  }

  /** By golden sections. */
  private static double minimum(DoubleUnaryOperator function, double start, double end) {
    double from = start;
    double to = end;
    double left = to - GOLDEN * (to - from);
    double right = from + GOLDEN * (to - from);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int step = 0; step < GOLDEN_STEPS; step++) {
      if (atLeft < atRight) {
        to = right;
        right = left;
        atRight = atLeft;
        left = to - GOLDEN * (to - from);
        atLeft = function.applyAsDouble(left);
      } else {
        from = left;
        left = right;
        atLeft = atRight;
        right = from + GOLDEN * (to - from);
        atRight = function.applyAsDouble(right);
      }
    }
    return from / 2 + to / 2;
  }
}
