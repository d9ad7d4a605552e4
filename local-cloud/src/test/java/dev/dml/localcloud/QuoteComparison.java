package dev.dml.localcloud;

import dev.dml.billing.BilledAttempt;
import dev.dml.quote.Platform;
import dev.dml.quote.Quote;
import dev.dml.task.Batching;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A quote beside the bill.
 *
 * @param name the name of the spec
 * @param way how it was quoted and ran
 * @param quote the quote
 * @param bill what was billed
 */
record QuoteComparison(String name, Way way, Quote quote, Bill bill) {

  /** The memory of the function: one processor. */
  static final int MEGABYTES = 1769;

  static final String HEAD =
      Stream.of(
              "spec",
              "on",
              "at once",
              "batch",
              "sent",
              "starts",
              "GB-s",
              "billed",
              "ratio",
              "used",
              "starts, s",
              "overhead, s",
              "fits, s",
              "first fit, s")
          .collect(Collectors.joining(" | ", "| ", " |"));

  /**
   * How a spec was quoted and ran.
   *
   * @param place where the fits of the quote ran: {@code local} or {@code lambda}
   * @param atOnce the most invocations at once
   * @param batching its name in a spec
   */
  record Way(String place, int atOnce, String batching) {}

  /**
   * The attempts of a run.
   *
   * @param attempts those that were answered, as all are but for duplicates of stragglers
   * @param processorSeconds what the environments used of processors; less than they were billed if
   *     they waited, for the store or because the machine did other work
   */
  record Bill(List<BilledAttempt> attempts, double processorSeconds) {

    Bill {
      attempts =
          attempts.stream()
              .filter(attempt -> attempt.isMeasured() && attempt.attempt().report().isPresent())
              .toList();
    }

    GigabyteSeconds used() {
      return attempts.stream()
          .map(BilledAttempt::used)
          .reduce(GigabyteSeconds.ZERO, GigabyteSeconds::plus);
    }

    long starts() {
      return attempts.stream().filter(Bill::started).count();
    }

    double seconds(Function<FunctionReport, Duration> part) {
      return attempts.stream()
          .map(attempt -> part.apply(attempt.attempt().report().orElseThrow()))
          .mapToDouble(QuoteComparison::seconds)
          .sum();
    }

    /** What one invocation of a warm environment takes beside the fits, on average. */
    double overheadEach() {
      return attempts.stream()
          .filter(attempt -> !started(attempt))
          .mapToDouble(Bill::besideFit)
          .average()
          .orElse(0);
    }

    /** What those that start an environment take longer, beside the fits. */
    double starting() {
      return attempts.stream()
          .filter(Bill::started)
          .mapToDouble(attempt -> besideFit(attempt) - overheadEach())
          .sum();
    }

    /** The fits of the first invocation; one fit, unless a repetition goes together. */
    double first() {
      return QuoteComparison.seconds(
          attempts.getFirst().attempt().report().orElseThrow().fitAndPredict());
    }

    private static boolean started(BilledAttempt attempt) {
      return attempt.attempt().report().orElseThrow().cold();
    }

    private static double besideFit(BilledAttempt attempt) {
      Duration fit = attempt.attempt().report().orElseThrow().fitAndPredict();
      return QuoteComparison.seconds(attempt.bill().orElseThrow().billed().minus(fit));
    }
  }

  /** What was quoted for the way it ran. */
  Quote.Cell cell() {
    return quote.cell(MEGABYTES, way.batching(), Batching.byName().get(way.batching()));
  }

  /** Quoted over billed. */
  double ratio() {
    return cell().used().value() / bill.used().value();
  }

  /**
   * Quoted / billed for the sum and for each part; "used" is the ratio of what is quoted without
   * waiting for the store to what was used of processors, which other work on the machine changes
   * little.
   */
  String line() {
    Quote.Cell cell = cell();
    Platform platform = quote.platform();
    double megabytes = quote.workload().dataBytes() / 1e6;
    double starting =
        cell.coldStarts() * (platform.startSeconds() + platform.readSeconds() * megabytes);
    double overhead =
        cell.invocations() * (platform.invocationSeconds() + platform.waitSeconds())
            + platform.storeSeconds() * quote.workload().predictionBytes() / 1e6;
    double all = cell.secondsEach() * cell.invocations();
    int sent = bill.attempts().size();
    return Stream.of(
            name,
            way.place(),
            "" + way.atOnce(),
            way.batching(),
            cell.invocations() + "/" + sent,
            cell.coldStarts() + "/" + bill.starts(),
            text(cell.used().value()),
            text(bill.used().value()),
            text(ratio()),
            text((all - cell.invocations() * platform.waitSeconds()) / bill.processorSeconds()),
            pair(starting, bill.starting()),
            text(bill.seconds(report -> report.time(Metric.INIT))),
            pair(overhead, sent * bill.overheadEach()),
            pair(all - starting - overhead, bill.seconds(report -> report.time(Metric.FIT))),
            pair(quote.workload().fits().getFirst().first(), bill.first()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String pair(double quoted, double billed) {
    return text(quoted) + "/" + text(billed);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
