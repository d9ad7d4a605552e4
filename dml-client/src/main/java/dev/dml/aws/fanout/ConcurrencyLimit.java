package dev.dml.aws.fanout;

import java.time.Duration;

/**
 * How many invocations may run at once. It opens with as many as AWS Lambda starts at once and
 * rises as fast as AWS starts more. A refusal says that those which run are all that can: so the
 * limit falls to their number, refusal by refusal, and not below it.
 *
 * <p>A refusal for the rate is over as soon as AWS has started more environments; one for the
 * concurrency of the account or the function lasts until others end: it is tried again after a
 * while, by a fifth of what runs.
 *
 * <p>AWS, Lambda Developer Guide, "Understanding Lambda function scaling": 1,000 environments every
 * 10 seconds for each function, refilled continuously.
 */
final class ConcurrencyLimit {

  /** How long every invocation may be refused before a run gives up. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int AT_ONCE = 1000;
  private static final double STARTED_PER_SECOND = 100;
  private static final double GROWTH_PER_SECOND = 0.2;
  private static final long HOLD = Duration.ofSeconds(5).toNanos();

  private int most;
  private final boolean queued;
  private double limit;
  private boolean full;
  private long grownAt;
  private long reachedAt;

  /**
   * Opens.
   *
   * @param most the largest number of invocations at once, at least 1
   * @param now the present, in nanoseconds
   */
  ConcurrencyLimit(int most, long now) {
    this(most, AT_ONCE, false, now);
  }

  private ConcurrencyLimit(int most, int first, boolean queued, long now) {
    if (most < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, but was " + most);
    }
    this.most = most;
    this.queued = queued;
    this.limit = Math.min(most, first);
    this.grownAt = now;
    this.reachedAt = now;
  }

  /** One where so many may be sent at any time, since they wait until there is room. */
  static ConcurrencyLimit queued(int most, long now) {
    return new ConcurrencyLimit(most, most, true, now);
  }

  /** From now on, at most so many may run at once, unless they wait in a queue until they may. */
  void allow(int concurrency) {
    if (!queued) {
      most = concurrency;
      limit = Math.min(limit, most);
    }
  }

  /** The number of invocations that may run at once now, at least 1. */
  int current(long now) {
    if (now - grownAt > 0) {
      double perSecond =
          full ? Math.clamp(GROWTH_PER_SECOND * limit, 1, STARTED_PER_SECOND) : STARTED_PER_SECOND;
      limit = Math.min(most, limit + perSecond * (now - grownAt) / 1e9);
      grownAt = now;
    }
    return (int) limit;
  }

  /** The function was reached, whatever became of the invocation. */
  void reached(long now) {
    reachedAt = now;
  }

  /**
   * An invocation was refused because too many run.
   *
   * @param reason as AWS names it
   * @param flying how many others have no reply yet
   * @param now the present, on the same clock
   */
  void throttled(String reason, int flying, long now) {
    limit = Math.max(1, Math.min(current(now), flying));
    full = !reason.contains("Rate");
    grownAt = full ? now + HOLD : now;
  }

  /** Whether all was refused for so long that waiting on is of no use. */
  boolean starves(long now) {
    return limit < 2 && isSilent(now);
  }

  /** Whether the function was not reached for so long that waiting on is of no use. */
  boolean isSilent(long now) {
    return now - reachedAt > PATIENCE.toNanos();
  }
}
