package dev.dml.aws.fanout;

import java.time.Duration;
import java.util.Optional;

/**
 * An invocation that was sent.
 *
 * @param batch what was sent
 * @param number how often the batch had been sent before, plus 1
 * @param kind why it was sent
 * @param sentAt when, in nanoseconds since the beginning of the run
 */
record Flight(Batch batch, int number, Attempt.Kind kind, long sentAt) {

  /** As an attempt that is about to be sent. */
  Attempt launched() {
    return attempt(sentAt, Attempt.Outcome.UNANSWERED, "no reply was seen");
  }

  /** As an attempt whose reply nobody waits for any more. */
  Attempt abandoned(long now) {
    return attempt(now, Attempt.Outcome.ABANDONED, "the run ended before its reply came");
  }

  private Attempt attempt(long endedAt, Attempt.Outcome outcome, String detail) {
    return new Attempt(
        batch.number(),
        number,
        kind,
        batch.tasks().size(),
        Duration.ofNanos(sentAt),
        Duration.ofNanos(endedAt),
        outcome,
        detail,
        "",
        "",
        Optional.empty(),
        batch.request().length,
        0);
  }
}
