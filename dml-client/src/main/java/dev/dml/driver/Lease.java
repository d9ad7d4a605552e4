package dev.dml.driver;

import dev.dml.detached.DetachedRun;
import dev.dml.detached.Pace;
import dev.dml.detached.Standing;
import dev.dml.store.Pause;
import dev.dml.wire.detached.Beat;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to drive a run, which one driver has at a time.
 *
 * <p>Leases are numbered objects, of which each can be made once. A driver that has said that it
 * drives no more is followed at once; one that says nothing is followed after {@link
 * Pace#patience}, and from {@link Pace#freshness} on sends nothing by itself.
 *
 * @param run the run
 * @param number the number of the lease
 * @param driven how long the drivers before have driven, all together
 * @param idle how many of them, the last ones, had their time over without a new result
 */
record Lease(DetachedRun run, int number, Duration driven, int idle) {

  /**
   * Takes the lease of a run, and waits as long as it takes to see whether another driver lives.
   *
   * @param holder who takes it
   * @return the lease; empty if another driver lives or the run has ended
   */
  static Optional<Lease> take(DetachedRun run, String holder, Pace pace) {
    Standing seen = run.standing();
    if (!seen.isFree() && seen.ending().isEmpty()) {
      if (!Pause.of(pace.patience())) {
        return Optional.empty();
      }
      Standing later = run.standing();
      if (later.isLaterThan(seen) && !later.isFree()) {
        return Optional.empty();
      }
      seen = later;
    }
    int next = seen.lease() + 1;
    return seen.ending().isEmpty() && run.take(next, holder)
        ? Optional.of(
            new Lease(
                run,
                next,
                seen.last().map(Beat::driven).orElse(Duration.ZERO),
                seen.last().map(Beat::idle).orElse(0)))
        : Optional.empty();
  }

  /** Whether another driver has followed. */
  boolean isLost() {
    return run.isTaken(number + 1);
  }
}
