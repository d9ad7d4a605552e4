package dev.dml.model;

import dev.dml.data.Column;
import dev.dml.inference.Median;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * How far the two arms of a 0/1 variable can be compared, judged by the predicted propensities of
 * one repetition.
 *
 * @param minimum the smallest propensity, before clipping
 * @param maximum the largest propensity, before clipping
 * @param clippedLow how many were raised to the lower bound
 * @param clippedHigh how many were lowered to the upper bound
 * @param effectiveTreated the effective sample size of the arm with value 1
 * @param effectiveControls the effective sample size of the arm with value 0
 */
public record Overlap(
    double minimum,
    double maximum,
    int clippedLow,
    int clippedHigh,
    double effectiveTreated,
    double effectiveControls) {

  /**
   * The overlap that these propensities show.
   *
   * <p>The effective sample size of an arm is (&Sigma;w)<sup>2</sup> / &Sigma;w<sup>2</sup> with
   * the inverse clipped propensities w of its rows (Kish, <i>Survey Sampling</i>, 1965). It is
   * {@code NaN} where the propensity of what happened is not above zero.
   */
  static Overlap of(Column predicted, Column indicator, double clip) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    int low = 0;
    int high = 0;
    for (int row = 0; row < predicted.size(); row++) {
      double m = predicted.get(row);
      minimum = Math.min(minimum, m);
      maximum = Math.max(maximum, m);
      low += m < clip ? 1 : 0;
      high += m > 1 - clip ? 1 : 0;
    }
    IntToDoubleFunction m = row -> Math.clamp(predicted.get(row), clip, 1 - clip);
    return new Overlap(
        minimum,
        maximum,
        low,
        high,
        effective(predicted.size(), row -> indicator.get(row) == 1 ? 1 / m.applyAsDouble(row) : 0),
        effective(
            predicted.size(), row -> indicator.get(row) == 1 ? 0 : 1 / (1 - m.applyAsDouble(row))));
  }

  /**
   * The overlap of several repetitions or treatments together: the widest range, the total counts,
   * the median effective sample sizes.
   *
   * @return empty if there are none
   */
  public static Optional<Overlap> across(List<Overlap> overlaps) {
    if (overlaps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Overlap(
            overlaps.stream().mapToDouble(Overlap::minimum).min().orElseThrow(),
            overlaps.stream().mapToDouble(Overlap::maximum).max().orElseThrow(),
            overlaps.stream().mapToInt(Overlap::clippedLow).sum(),
            overlaps.stream().mapToInt(Overlap::clippedHigh).sum(),
            Median.of(overlaps.stream().mapToDouble(Overlap::effectiveTreated).toArray()),
            Median.of(overlaps.stream().mapToDouble(Overlap::effectiveControls).toArray())));
  }

  /** The same of propensities that are used as they are; those of a mean may lie outside [0, 1]. */
  static Overlap unclipped(Column predicted, Column indicator) {
    return of(predicted, indicator, Double.NEGATIVE_INFINITY);
  }

  private static double effective(int n, IntToDoubleFunction weight) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < n; row++) {
      double w = weight.applyAsDouble(row);
      if (w < 0) {
        return Double.NaN;
      }
      sum += w;
      squares += w * w;
    }
    double size = sum * sum / squares;
    return Double.isFinite(size) ? size : Double.NaN;
  }
}
