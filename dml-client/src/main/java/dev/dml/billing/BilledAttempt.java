package dev.dml.billing;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Attempt;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.Metric;
import java.time.Duration;
import java.util.Optional;

/**
 * An attempt with what it costs.
 *
 * @param attempt the attempt, without its log
 * @param bill what AWS reported; empty if it reported nothing
 * @param used memory times time: reported, or estimated from the elapsed time; of one that was
 *     never answered the most that it can be
 * @param cost computing, the request, and its requests to the store; of one that was never answered
 *     the most that it can be
 * @param command the command that sent it
 */
public record BilledAttempt(
    Attempt attempt,
    Optional<BillingReport> bill,
    GigabyteSeconds used,
    Usd cost,
    Command command) {

  /** When it was sent, since the beginning of the run, without the time between its commands. */
  public Duration sent() {
    return command.before().plus(attempt.sent());
  }

  /**
   * When its reply was there, since the beginning of the run, without the time between its
   * commands.
   */
  public Duration ended() {
    return command.before().plus(attempt.ended());
  }

  /**
   * One that has just been sent.
   *
   * @param most what it uses if it runs until its time limit
   * @param worst what it costs then
   */
  static BilledAttempt launched(Attempt attempt, GigabyteSeconds most, Usd worst, Command command) {
    return new BilledAttempt(attempt, Optional.empty(), most, worst, command);
  }

  /** One that is over. */
  static BilledAttempt of(
      Attempt attempt, FunctionSettings function, Prices prices, Command command) {
    Optional<BillingReport> bill = BillingReport.find(attempt.logTail(), attempt.requestId());
    GigabyteSeconds used = GigabyteSeconds.ZERO;
    Usd cost = Usd.ZERO;
    if (isBilled(attempt, bill)) {
      int memory =
          bill.map(BillingReport::memoryMegabytes)
              .flatMap(said -> said.stream().boxed().findAny())
              .orElse(function.memoryMegabytes());
      Duration time =
          bill.map(BillingReport::billed)
              .orElseGet(() -> function.host().billed(attempt.ended().minus(attempt.sent())));
      used = GigabyteSeconds.of(memory, time);
      cost =
          prices
              .compute(used)
              .plus(prices.request())
              .plus(prices.storeRequests(storeRequests(attempt)));
    }
    return new BilledAttempt(attempt.withoutLog(), bill, used, cost, command);
  }

  /**
   * The same as one of a command.
   *
   * @param end the last moment that is known of the command, since it began
   */
  BilledAttempt of(Command other, Duration end) {
    return new BilledAttempt(
        isUnanswered() ? attempt.withEnd(end) : attempt, bill, used, cost, other);
  }

  /** A throttled attempt never ran; one that was refused ran only if there is a report of it. */
  private static boolean isBilled(Attempt attempt, Optional<BillingReport> bill) {
    return switch (attempt.outcome()) {
      case THROTTLED -> false;
      case REFUSED -> bill.isPresent();
      case DONE, SUPERSEDED, TRANSIENT, BROKEN, ABANDONED, UNANSWERED -> true;
    };
  }

  /** Whether AWS bills it, or may. */
  public boolean isBilled() {
    return isBilled(attempt, bill);
  }

  /** Whether what is billed was reported by AWS, not estimated. */
  public boolean isMeasured() {
    return bill.isPresent();
  }

  /** Whether its command was killed before it saw a reply. */
  public boolean isUnanswered() {
    return attempt.outcome() == Attempt.Outcome.UNANSWERED;
  }

  /** Whether it was refused before it ran. */
  boolean isThrottled() {
    return attempt.outcome() == Attempt.Outcome.THROTTLED;
  }

  /** Whether its result was used. */
  public boolean isUseful() {
    return attempt.outcome() == Attempt.Outcome.DONE;
  }

  /** Whether an environment was started for it. */
  public boolean isCold() {
    return bill.flatMap(BillingReport::starting).isPresent()
        || attempt.report().map(FunctionReport::cold).orElse(false);
  }

  /** The function's requests to the store; none if its answer did not come. */
  StoreRequests storeRequests() {
    return storeRequests(attempt);
  }

  private static StoreRequests storeRequests(Attempt attempt) {
    return attempt
        .report()
        .map(
            said ->
                new StoreRequests(
                    said.of(Metric.STORE_READS),
                    said.of(Metric.STORE_WRITES),
                    said.of(Metric.BYTES_WRITTEN)))
        .orElse(StoreRequests.NONE);
  }
}
