package dev.dml.analysis.sensitivity;

import dev.dml.inference.Aggregation;
import dev.dml.inference.Inference;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The aggregated bound of an effect as a function of the strength of a confounder, negative
 * strengths for the lower bound.
 */
final class BiasPath {

  private static final double RELATIVE_ACCURACY = 1e-15;
  private static final int MOST_EVALUATIONS = 1000;

  /** A confounder of a larger strength, as a multiple of effect over bias, is as good as any. */
  private static final double MOST = 1e12;

  private final List<OmittedVariableBias> repetitions;
  private final Aggregation aggregation;
  private final int observations;
  private final double twoSided;

  /**
   * The path of some repetitions.
   *
   * @param level the level of a one-sided interval, above 0.5
   */
  BiasPath(
      List<OmittedVariableBias> repetitions,
      Aggregation aggregation,
      int observations,
      double level) {
    this.repetitions = repetitions;
    this.aggregation = aggregation;
    this.observations = observations;
    // The ends of a two-sided interval of this level are those of two one-sided ones.
    this.twoSided = 2 * level - 1;
  }

  /** The bound, whose interval has the ends of the one-sided ones. */
  Inference at(double strength) {
    return aggregation.of(
        repetitions.stream().map(bias -> bias.bound(strength)).toList(), observations, twoSided);
  }

  /** The bound nearer to a value. */
  double nearer(double value, double strength) {
    return at(side(value) * strength).coefficient();
  }

  /** The strength at which the nearer bound reaches a value. */
  double strengthOfBound(double value) {
    double side = side(value);
    return root(c -> -side * (at(side * c).coefficient() - value));
  }

  /** The strength at which the one-sided interval of the nearer bound reaches a value. */
  double strengthOfInterval(double value) {
    double side = side(value);
    return root(
        c -> {
          Inference bound = at(side * c);
          double end = side < 0 ? bound.interval().lower() : bound.interval().upper();
          return -side * (end - value);
        });
  }

  private double side(double value) {
    return at(0).coefficient() >= value ? -1 : 1;
  }

  /**
   * The smallest strength at which a distance is no longer positive; infinite if there is none. A
   * root between bounds that are found by doubling, since a minimum of squares would be found to
   * half the digits only.
   */
  private double root(DoubleUnaryOperator distance) {
    double start = distance.applyAsDouble(0);
    if (!(start > 0)) {
      return 0;
    }
    double bias = repetitions.stream().mapToDouble(OmittedVariableBias::bias).max().orElseThrow();
    if (bias == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double from = 0;
    double to = start / bias / 1024;
    double most = start / bias * MOST;
    while (to <= most && distance.applyAsDouble(to) > 0) {
      from = to;
      to *= 2;
    }
    if (!(to <= most)) {
      return Double.POSITIVE_INFINITY;
    }
    return distance.applyAsDouble(to) == 0
        ? to
        : new BrentSolver(RELATIVE_ACCURACY, 0x1p-1000, 0x1p-1000)
            .solve(MOST_EVALUATIONS, distance::applyAsDouble, from, to);
  }
}
