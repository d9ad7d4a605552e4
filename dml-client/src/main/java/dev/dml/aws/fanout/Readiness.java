package dev.dml.aws.fanout;

import java.util.random.RandomGenerator;

/**
 * Whether the function takes invocations at all: while AWS restores or updates it, which may take
 * minutes, all are held back, for longer with each round of refusals.
 */
final class Readiness {

  private int rounds;
  private long refusedAt;
  private long opensAt;

  /**
   * An invocation was refused because the function was not ready; refusals of what was sent before
   * the last round ended are the same sign.
   *
   * @param sentAt when it was sent, in nanoseconds
   * @param now the present, on the same clock
   * @param random the source of the share of the wait
   */
  void refused(long sentAt, long now, RandomGenerator random) {
    if (rounds == 0 || sentAt - refusedAt > 0) {
      rounds++;
      refusedAt = now;
      opensAt = now + Backoff.DEFAULT.nanos(rounds, random);
    }
  }

  /** The function took an invocation, or broke while it ran. */
  void reached() {
    rounds = 0;
  }

  /** Whether an invocation may be tried. */
  boolean isOpen(long now) {
    return rounds == 0 || now - opensAt >= 0;
  }

  /** When the next one may be tried. */
  long opensAt() {
    return opensAt;
  }
}
