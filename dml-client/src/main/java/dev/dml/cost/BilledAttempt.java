package dev.dml.cost;

import dev.dml.aws.Attempt;
import dev.dml.aws.FunctionSettings;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import dev.dml.wire.FunctionReport;
import java.time.Duration;
import java.util.Optional;

/**
 * An attempt with what it costs.
 *
 * @param attempt the attempt, without its log
 * @param bill what AWS reported; empty if it reported nothing
 * @param used memory times time: reported, or estimated from the elapsed time
 * @param cost computing, the request, and its requests to the store
 */
public record BilledAttempt(
    Attempt attempt, Optional<BillingReport> bill, GigabyteSeconds used, Usd cost) {

  /** When it was sent, since the beginning of the run. */
  public Duration sent() {
    return attempt.sent();
  }

  /** When its reply was there, since the beginning of the run. */
  public Duration ended() {
    return attempt.ended();
  }

  static BilledAttempt of(Attempt attempt, FunctionSettings function, Prices prices) {
    Optional<BillingReport> bill = BillingReport.find(attempt.logTail(), attempt.requestId());
    GigabyteSeconds used = GigabyteSeconds.ZERO;
    Usd cost = Usd.ZERO;
    if (isBilled(attempt, bill)) {
      int memory =
          bill.map(BillingReport::memoryMegabytes)
              .flatMap(said -> said.stream().boxed().findAny())
              .orElse(function.memoryMegabytes());
      Duration time = bill.map(BillingReport::billed).orElse(attempt.ended().minus(attempt.sent()));
      used = GigabyteSeconds.of(memory, time);
      cost =
          prices
              .compute(used)
              .plus(prices.request())
              .plus(prices.storeRequests(storeRequests(attempt)));
    }
    return new BilledAttempt(attempt.withoutLog(), bill, used, cost);
  }

  /** A throttled attempt never ran; one that was refused ran only if there is a report of it. */
  private static boolean isBilled(Attempt attempt, Optional<BillingReport> bill) {
    return switch (attempt.outcome()) {
      case THROTTLED -> false;
      case REFUSED -> bill.isPresent();
      case DONE, SUPERSEDED, TRANSIENT, BROKEN, ABANDONED -> true;
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

  /** Whether its result was used. */
  boolean isUseful() {
    return attempt.outcome() == Attempt.Outcome.DONE;
  }

  /** Whether an environment was started for it. */
  boolean isCold() {
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
        .map(said -> new StoreRequests(said.storeReads(), said.storeWrites(), said.bytesWritten()))
        .orElse(StoreRequests.NONE);
  }
}
