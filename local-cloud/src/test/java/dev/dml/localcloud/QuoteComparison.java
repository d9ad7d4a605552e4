package dev.dml.localcloud;

import dev.dml.cost.BilledAttempt;
import dev.dml.cost.Platform;
import dev.dml.cost.Quote;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.wire.FunctionReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A quote beside the bill.
 *
 * @param name the name of the spec
 * @param quote the quote
 * @param cell what was quoted for the way it ran
 * @param bill what was billed
 * @param processorSeconds what the environments used of processors; less than they were billed if
 *     they waited, for the store or because the machine did other work
 */
record QuoteComparison(
    String name, Quote quote, Quote.Cell cell, Bill bill, double processorSeconds) {

  static final String HEAD = row("spec", "part", "number", "quoted", "billed", "quoted/billed");

  /**
   * The attempts of a run; none of them failed.
   *
   * @param attempts all of them
   */
  record Bill(List<BilledAttempt> attempts) {

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

    /** What one invocation of a warm environment takes beside the fit, on average. */
    double overheadEach() {
      return attempts.stream()
          .filter(attempt -> !started(attempt))
          .mapToDouble(Bill::besideFit)
          .average()
          .orElseThrow();
    }

    /** What those that start an environment take longer, beside the fit. */
    double starting() {
      return attempts.stream()
          .filter(Bill::started)
          .mapToDouble(attempt -> besideFit(attempt) - overheadEach())
          .sum();
    }

    private static boolean started(BilledAttempt attempt) {
      return attempt.attempt().report().orElseThrow().cold();
    }

    private static double besideFit(BilledAttempt attempt) {
      Duration fit = attempt.attempt().report().orElseThrow().fit();
      return QuoteComparison.seconds(attempt.bill().orElseThrow().billed().minus(fit));
    }
  }

  /** Quoted over billed. */
  double ratio() {
    return cell.used().value() / bill.used().value();
  }

  /**
   * A line for the sum, one for each part in seconds, and one for what was used of processors
   * instead of what was billed, which other work on the machine changes little.
   */
  String table() {
    Platform platform = quote.platform();
    double megabytes = quote.workload().dataBytes() / 1e6;
    double starting =
        cell.coldStarts() * (platform.startSeconds() + platform.readSeconds() * megabytes);
    double overhead =
        cell.invocations() * platform.invocationSeconds()
            + platform.storeSeconds() * quote.workload().predictionBytes() / 1e6;
    int sent = bill.attempts().size();
    return String.join(
        "\n",
        line(
            "all, GB-s", cell.invocations() + "/" + sent, cell.used().value(), bill.used().value()),
        line("starts, s", cell.coldStarts() + "/" + bill.starts(), starting, bill.starting()),
        line("overhead, s", "", overhead, sent * bill.overheadEach()),
        line(
            "fits, s",
            "",
            cell.secondsEach() * cell.invocations() - starting - overhead,
            bill.seconds(FunctionReport::fit)),
        line("used, s", "", cell.secondsEach() * cell.invocations(), processorSeconds),
        "    of the bill, s: init "
            + text(bill.seconds(FunctionReport::init))
            + ", read "
            + text(bill.seconds(FunctionReport::read))
            + ", decode "
            + text(bill.seconds(FunctionReport::decode))
            + ", write "
            + text(bill.seconds(FunctionReport::write))
            + "; first fit quoted "
            + text(quote.workload().fits().getFirst().first())
            + ", billed "
            + text(bill.attempts().getFirst().attempt().report().orElseThrow().fit()));
  }

  private String line(String part, String number, double quoted, double billed) {
    return row(name, part, number, text(quoted), text(billed), text(quoted / billed));
  }

  private static String text(Duration duration) {
    return text(seconds(duration));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String row(Object... cells) {
    return String.format("| %-18s | %-12s | %8s | %8s | %8s | %13s |", cells);
  }
}
