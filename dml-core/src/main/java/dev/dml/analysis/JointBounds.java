package dev.dml.analysis;

import dev.dml.inference.Aggregation;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.inference.Median;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bounds of joint intervals from the critical values of the repetitions.
 *
 * <p>Under {@link Aggregation#MEDIAN} they are the medians of those of the repetitions, otherwise
 * the aggregated coefficient &plusmn; the median critical value times its standard error.
 *
 * @param level the probability with which all intervals cover together
 * @param repetitions the estimates of each repetition
 * @param critical the critical value of each repetition
 */
// Made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record JointBounds(double level, List<List<Estimate>> repetitions, double[] critical) {

  /** The critical value that is reported, the median. */
  public double criticalValue() {
    return Median.of(critical);
  }

  /**
   * One interval for each estimate.
   *
   * @param aggregated the estimates, aggregated over the repetitions
   */
  public List<ConfidenceInterval> of(Aggregation aggregation, List<Inference> aggregated) {
    return IntStream.range(0, aggregated.size())
        .mapToObj(i -> aggregation == Aggregation.MEDIAN ? medians(i) : around(aggregated.get(i)))
        .toList();
  }

  private ConfidenceInterval around(Inference estimate) {
    return interval(estimate.coefficient(), Median.of(critical) * estimate.standardError());
  }

  private ConfidenceInterval interval(double middle, double halfWidth) {
    return new ConfidenceInterval(level, middle - halfWidth, middle + halfWidth);
  }

  private ConfidenceInterval medians(int i) {
    List<ConfidenceInterval> all =
        IntStream.range(0, critical.length)
            .mapToObj(
                r -> {
                  Estimate estimate = repetitions.get(r).get(i);
                  return interval(estimate.coefficient(), critical[r] * estimate.standardError());
                })
            .toList();
    return new ConfidenceInterval(
        level,
        Median.of(all.stream().mapToDouble(ConfidenceInterval::lower).toArray()),
        Median.of(all.stream().mapToDouble(ConfidenceInterval::upper).toArray()));
  }
}
