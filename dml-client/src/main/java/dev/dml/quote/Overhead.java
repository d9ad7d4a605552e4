package dev.dml.quote;

import dev.dml.billing.BilledAttempt;
import dev.dml.billing.Ledger;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is billed for an invocation beside its fits, in seconds of one processor: medians of some
 * attempts.
 *
 * @param reading reading data and request, and making columns of them
 * @param writing storing the results
 * @param rest all else, such as starting
 */
record Overhead(double reading, double writing, double rest) {

  /**
   * The overhead of the attempts that started an environment, or of those that did not.
   *
   * @param processors the share of a processor that an environment has, at most 1
   * @return empty if there are none whose bill is known
   */
  static Optional<Overhead> of(Ledger ledger, boolean cold, double processors) {
    List<Overhead> each =
        ledger.attempts().stream()
            .filter(attempt -> attempt.isUseful() && attempt.isMeasured())
            .filter(attempt -> attempt.isCold() == cold)
            .map(attempt -> of(attempt, processors))
            .toList();
    return each.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Overhead(
                median(each, Overhead::reading),
                median(each, Overhead::writing),
                median(each, Overhead::rest)));
  }

  private static Overhead of(BilledAttempt attempt, double processors) {
    FunctionReport report = attempt.attempt().report().orElseThrow();
    double reading = seconds(report.time(Metric.READ).plus(report.time(Metric.DECODE)));
    double writing = seconds(report.time(Metric.WRITE));
    double beside = seconds(attempt.bill().orElseThrow().billed().minus(report.fitAndPredict()));
    return new Overhead(
        reading * processors, writing * processors, (beside - reading - writing) * processors);
  }

  private static double median(List<Overhead> each, ToDoubleFunction<Overhead> part) {
    return each.stream().mapToDouble(part).sorted().skip(each.size() / 2).findFirst().orElseThrow();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** All of it. */
  double all() {
    return reading + writing + rest;
  }
}
