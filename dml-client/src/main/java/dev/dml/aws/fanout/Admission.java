package dev.dml.aws.fanout;

import dev.dml.aws.FunctionSettings;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Whether another invocation may be sent: AWS has not refused to go on, fewer run than the limit of
 * concurrency, the function takes invocations, and the budget allows one more.
 */
final class Admission {

  /** What is refused for the same reason, or is just coming, comes within this. */
  private static final long AFTER_REFUSAL = TimeUnit.SECONDS.toNanos(2);

  /** The most children of an array job. */
  private static final int LONGEST_QUEUE = 10_000;

  private final String function;
  private final IntPredicate budget;
  private final Supplier<FanOut> fanOuts;
  private final ConcurrencyLimit limit;
  private final Readiness readiness = new Readiness();
  private Optional<String> refusal = Optional.empty();
  private long refusedAt;
  private Optional<Long> skewedAt = Optional.empty();

  /**
   * As many as the fan-out says, from now on, or all that wait in a queue until they may run.
   *
   * @param fanOuts asked for the concurrency whenever one might be sent
   */
  Admission(Supplier<FanOut> fanOuts, FunctionSettings function, long now) {
    this.function = function.name();
    this.fanOuts = fanOuts;
    this.budget = fanOuts.get().mayLaunch();
    this.limit =
        function.host().hasQueue()
            ? ConcurrencyLimit.queued(LONGEST_QUEUE, now)
            : new ConcurrencyLimit(atOnce(), now);
  }

  private int atOnce() {
    return fanOuts.get().concurrency();
  }

  /**
   * Whether one more may be sent.
   *
   * @param flying how many have no reply yet
   * @param unbilled how many are on no bill yet, those among them
   */
  boolean admits(int flying, int unbilled, long now) {
    limit.allow(atOnce());
    return refusal.isEmpty()
        && flying < limit.current(now)
        && readiness.isOpen(now)
        && isWithinBudget(unbilled);
  }

  /** Whether the budget allows one more beside so many that are on no bill yet. */
  boolean isWithinBudget(int unbilled) {
    return budget.test(unbilled);
  }

  /** How many may run beside so many. */
  int free(int flying, long now) {
    return Math.min(atOnce(), limit.current(now)) - flying;
  }

  /** Has nothing more be sent; the first reason counts. */
  void refuse(String sentence, long now) {
    if (refusal.isEmpty()) {
      refusal = Optional.of(sentence);
      refusedAt = now;
    }
  }

  /** Why nothing more may be sent, if AWS refused to go on. */
  Optional<String> refusal() {
    return refusal;
  }

  /** Whether AWS refused to go on so long ago that no other answer is waited for. */
  boolean isOver(long now) {
    return refusal.isPresent() && now - refusedAt > AFTER_REFUSAL;
  }

  /** The function was reached, whatever became of the invocation. */
  void reached(long now) {
    limit.reached(now);
    readiness.reached();
  }

  /** This process was held up until now, so that nothing could be heard of the function. */
  void heldUp(long now) {
    limit.reached(now);
  }

  /** An invocation was answered. */
  void succeeded() {
    skewedAt = Optional.empty();
  }

  /**
   * An invocation was refused because the clock is wrong. Of those that were sent before the first
   * such answer was there, nothing else could be expected; another one will not do better.
   */
  void skewed(Event.Landed landed, String sentence) {
    if (skewedAt.filter(first -> landed.flight().sentAt() - first > 0).isPresent()) {
      refuse(sentence, landed.at());
    }
    skewedAt = Optional.of(skewedAt.orElse(landed.at()));
  }

  /**
   * An invocation was refused because too many run.
   *
   * @param flying how many others are on their way, which could be running
   */
  void throttled(Event.Landed landed, String reason, int flying) {
    limit.throttled(reason, flying, landed.at());
    if (flying == 0 && limit.starves(landed.at())) {
      refuse(
          "AWS Lambda has refused every invocation for "
              + ConcurrencyLimit.PATIENCE.toMinutes()
              + " minutes ("
              + reason
              + "); see whether the function has reserved concurrency of 0 or others use up the"
              + " account's",
          landed.at());
    }
  }

  /**
   * An invocation was refused because the function takes none for a while.
   *
   * @param alone whether none is on its way, which could be running
   * @return when the next may be tried
   */
  long unready(Event.Landed landed, String reason, boolean alone, RandomGenerator random) {
    readiness.refused(landed.flight().sentAt(), landed.at(), random);
    if (alone && limit.isSilent(landed.at())) {
      refuse(
          "the function "
              + function
              + " has not been ready for "
              + ConcurrencyLimit.PATIENCE.toMinutes()
              + " minutes ("
              + reason
              + "); see its state in AWS's console, or deploy it again (sam deploy)",
          landed.at());
    }
    return readiness.opensAt();
  }
}
