package dev.dml.aws.fanout;

import java.time.Duration;

/**
 * How many invocations may run at once: it begins at what is hoped for, halves when the account
 * refuses one, and grows back by about one for every round of successes (additive increase,
 * multiplicative decrease).
 *
 * <p>Refusals that arrive together are one sign, not many: after halving, those of invocations that
 * were sent before it are not counted.
 */
final class ConcurrencyLimit {

  /** How long every invocation may be refused before a run gives up. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final int most;
  private double limit;
  private long halvedAt = Long.MIN_VALUE;
  private long reachedAt;

  /**
   * Begins at the most.
   *
   * @param most the largest number of invocations at once, at least 1
   * @param now the present, in nanoseconds
   */
  ConcurrencyLimit(int most, long now) {
    if (most < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, but was " + most);
    }
    this.most = most;
    this.limit = most;
    this.reachedAt = now;
  }

  /** The number of invocations that may run at once now, at least 1. */
  int current() {
    return (int) limit;
  }

  /** The function was reached, whatever became of the invocation. */
  void reached(long now) {
    reachedAt = now;
  }

  /** An invocation was answered. */
  void succeeded() {
    limit = Math.min(most, limit + 1 / limit);
  }

  /**
   * An invocation was refused because too many run.
   *
   * @param sentAt when it was sent, in nanoseconds
   * @param now the present, on the same clock
   */
  void throttled(long sentAt, long now) {
    if (sentAt > halvedAt) {
      limit = Math.max(1, limit / 2);
      halvedAt = now;
    }
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
