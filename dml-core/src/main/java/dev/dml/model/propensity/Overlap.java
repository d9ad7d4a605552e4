package dev.dml.model.propensity;

import dev.dml.data.Column;
import dev.dml.data.Rows;
import dev.dml.inference.Mean;
import dev.dml.inference.Median;
import dev.dml.inference.SampleMean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How far the two arms of a 0/1 variable can be compared, judged by the predicted propensities.
 *
 * @param variable the variable whose propensity it is
 * @param range the propensities before clipping: how far they reach and how many lie far out
 * @param auc the probability that a row with 1 has a larger propensity than one with 0, ties
 *     counting half: near 1 where the covariates tell the arms apart
 * @param r2 one minus the mean squared error of the propensities over the variance of the variable
 * @param treated the arm with value 1
 * @param controls the arm with value 0
 * @param bins how many rows of each arm have a propensity in each {@code BINS}-th part of [0, 1],
 *     those beyond it being counted at its ends: a histogram by arm, and whether propensities are
 *     calibrated
 * @param trimmed which rows are left out of it all, if any may be
 */
public record Overlap(
    String variable,
    Range range,
    double auc,
    double r2,
    Arm treated,
    Arm controls,
    List<Bin> bins,
    Optional<Trimmed> trimmed) {

  /** An overlap of all rows. */
  public Overlap(
      String variable,
      Range range,
      double auc,
      double r2,
      Arm treated,
      Arm controls,
      List<Bin> bins) {
    this(variable, range, auc, r2, treated, controls, bins, Optional.empty());
  }

  /**
   * The rows that are left out; medians over the repetitions.
   *
   * @param lower the bound below which propensities are
   * @param upper the bound above which they are
   * @param below how many lie below
   * @param above how many lie above
   */
  public record Trimmed(double lower, double upper, double below, double above) {

    static Trimmed of(Column predicted, Trimming.Bounds bounds) {
      double[] m = predicted.toArray();
      return new Trimmed(
          bounds.below(),
          bounds.above(),
          Range.count(m, row -> m[row] < bounds.below()),
          Range.count(m, row -> m[row] > bounds.above()));
    }
  }

  /** The number of bins. */
  public static final int BINS = 20;

  /** Copies. */
  public Overlap {
    bins = List.copyOf(bins);
  }

  /** The bound of the wider range outside which propensities are counted. */
  public static final double FAR = 0.01;

  /** The bound of the narrower one. */
  public static final double NEAR = 0.05;

  /**
   * Where the propensities lie before clipping.
   *
   * @param count how many there are
   * @param minimum the smallest
   * @param maximum the largest
   * @param clippedLow how many were raised to the lower bound
   * @param clippedHigh how many were lowered to the upper bound
   * @param outside01 how many lie outside [0.01, 0.99]
   * @param outside05 how many lie outside [0.05, 0.95]
   */
  public record Range(
      long count,
      double minimum,
      double maximum,
      long clippedLow,
      long clippedHigh,
      long outside01,
      long outside05) {

    static Range of(double[] m, double clip) {
      return new Range(
          m.length,
          Arrays.stream(m).min().orElseThrow(),
          Arrays.stream(m).max().orElseThrow(),
          count(m, row -> m[row] < clip),
          count(m, row -> m[row] > 1 - clip),
          count(m, row -> m[row] < FAR || m[row] > 1 - FAR),
          count(m, row -> m[row] < NEAR || m[row] > 1 - NEAR));
    }

    private static long count(double[] m, IntPredicate which) {
      return IntStream.range(0, m.length).filter(which).count();
    }

    /** The propensities of both together. */
    Range and(Range other) {
      return new Range(
          count + other.count,
          Math.min(minimum, other.minimum),
          Math.max(maximum, other.maximum),
          clippedLow + other.clippedLow,
          clippedHigh + other.clippedHigh,
          outside01 + other.outside01,
          outside05 + other.outside05);
    }

    /** The share of a number of them. */
    public double share(long some) {
      return some / (double) count;
    }
  }

  /**
   * The rows that have one of the two values.
   *
   * @param rows how many there are
   * @param effective their effective number, if inverse propensities make them stand for all rows:
   *     Kish's (&Sigma;w)<sup>2</sup> / &Sigma;w<sup>2</sup> (<i>Survey Sampling</i>, 1965) with
   *     each row of the data counted in the arm with its propensity, which is n<sup>2</sup> /
   *     &Sigma; 1 / m over all n rows; with sampling weights s it is (&Sigma;s)<sup>2</sup> /
   *     &Sigma; s<sup>2</sup> / m. The rows that are in the arm do not show the weights that are
   *     missing there.
   */
  public record Arm(int rows, double effective) {

    static Arm of(int rows, double[] m, SampleMean mean) {
      double total = m.length * Mean.of(m.length, mean::weight);
      return new Arm(rows, total / mean.of(row -> mean.weight(row) / m[row]));
    }
  }

  /**
   * The rows whose propensities lie in a bin, in all repetitions together.
   *
   * @param sum the sum of their propensities
   * @param treated how many of them have value 1
   * @param controls how many have value 0
   */
  public record Bin(double sum, long treated, long controls) {

    /** The bins of propensities m of an indicator z. */
    static List<Bin> of(double[] m, double[] z) {
      double[] sums = new double[BINS];
      long[] ones = new long[BINS];
      long[] zeros = new long[BINS];
      for (int row = 0; row < m.length; row++) {
        int bin = Math.clamp((long) (m[row] * BINS), 0, BINS - 1);
        sums[bin] += m[row];
        (z[row] == 1 ? ones : zeros)[bin]++;
      }
      return IntStream.range(0, BINS)
          .mapToObj(bin -> new Bin(sums[bin], ones[bin], zeros[bin]))
          .toList();
    }

    private Bin and(Bin other) {
      return new Bin(sum + other.sum, treated + other.treated, controls + other.controls);
    }

    /** The mean of their propensities; {@code NaN} if there are none. */
    public double mean() {
      return sum / (treated + controls);
    }
  }

  /** The share of rows with value 1. */
  public double share() {
    return treated.rows / (double) (treated.rows + controls.rows);
  }

  /** The overlap that these propensities of a 0/1 variable show, clipped as the score does. */
  static Overlap of(Column predicted, Column indicator, double clip, SampleMean mean) {
    return of(predicted, indicator, clip, clip, mean);
  }

  /** The same of the rows that trimming leaves. */
  static Overlap of(Column predicted, Column indicator, double clip, TrimmedSample left) {
    if (left.bounds().equals(Trimming.NONE)) {
      return of(predicted, indicator, clip, left.mean());
    }
    Rows rows = Rows.of(left.rows());
    double[] weights = Arrays.stream(left.rows()).mapToDouble(left.mean()::weight).toArray();
    Overlap overlap =
        of(
            Column.of(predicted.name(), predicted.gather(rows)),
            Column.of(indicator.name(), indicator.gather(rows)),
            clip,
            new SampleMean(weights.length, Optional.of(weights)));
    return overlap.with(Optional.of(Trimmed.of(predicted, left.bounds())));
  }

  private Overlap with(Optional<Trimmed> rows) {
    return new Overlap(variable, range, auc, r2, treated, controls, bins, rows);
  }

  /**
   * The same of propensities that the score uses as they are; those of a mean may lie outside [0,
   * 1]. Effective sizes are what they would be if propensities were clipped by default.
   */
  public static Overlap unclipped(Column predicted, Column indicator, SampleMean mean) {
    return of(predicted, indicator, Double.NEGATIVE_INFINITY, Propensity.DEFAULT.clip(), mean);
  }

  private static Overlap of(
      Column predicted, Column indicator, double clip, double bound, SampleMean sampleMean) {
    double[] m = predicted.toArray();
    double[] z = indicator.toArray();
    int ones = (int) Arrays.stream(z).filter(value -> value == 1).count();
    double[] clipped = Arrays.stream(m).map(p -> Math.clamp(p, bound, 1 - bound)).toArray();
    double[] others = Arrays.stream(clipped).map(p -> 1 - p).toArray();
    double share = sampleMean.of(row -> z[row]);
    double error = sampleMean.of(row -> (z[row] - m[row]) * (z[row] - m[row]));
    return new Overlap(
        indicator.name(),
        Range.of(m, clip),
        AreaUnderCurve.of(m, z, sampleMean),
        1 - error / (share * (1 - share)),
        Arm.of(ones, clipped, sampleMean),
        Arm.of(z.length - ones, others, sampleMean),
        Bin.of(m, z));
  }

  /**
   * The overlap of several repetitions or treatments together: the widest range, the total counts,
   * the medians of the rest.
   *
   * @return empty if there are none
   */
  public static Optional<Overlap> across(List<Overlap> overlaps) {
    return overlaps.stream()
        .map(Overlap::range)
        .reduce(Range::and)
        .map(
            range ->
                new Overlap(
                    overlaps.getFirst().variable,
                    range,
                    median(overlaps, Overlap::auc),
                    median(overlaps, Overlap::r2),
                    new Arm(
                        overlaps.getFirst().treated.rows,
                        median(overlaps, overlap -> overlap.treated.effective)),
                    new Arm(
                        overlaps.getFirst().controls.rows,
                        median(overlaps, overlap -> overlap.controls.effective)),
                    sums(overlaps),
                    trimmed(overlaps)));
  }

  private static Optional<Trimmed> trimmed(List<Overlap> overlaps) {
    List<Trimmed> all = overlaps.stream().flatMap(each -> each.trimmed.stream()).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Trimmed(
                Median.of(all.stream().mapToDouble(Trimmed::lower).toArray()),
                Median.of(all.stream().mapToDouble(Trimmed::upper).toArray()),
                Median.of(all.stream().mapToDouble(Trimmed::below).toArray()),
                Median.of(all.stream().mapToDouble(Trimmed::above).toArray())));
  }

  private static List<Bin> sums(List<Overlap> overlaps) {
    List<Bin> first = overlaps.getFirst().bins;
    return IntStream.range(0, first.size())
        .mapToObj(
            bin -> overlaps.stream().map(each -> each.bins.get(bin)).reduce(Bin::and).orElseThrow())
        .toList();
  }

  private static double median(List<Overlap> overlaps, ToDoubleFunction<Overlap> value) {
    return Median.of(overlaps.stream().mapToDouble(value).toArray());
  }
}
