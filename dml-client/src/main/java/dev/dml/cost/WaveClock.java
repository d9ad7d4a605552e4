package dev.dml.cost;

import dev.dml.aws.Attempt;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Puts the attempts of several waves, each of which counts time from its own beginning, on one
 * clock.
 *
 * <p>An attempt is told of soon after it ended. If that is later by more than the whole wave has
 * lasted so far, it belongs to another wave.
 */
final class WaveClock {

  private final LongSupplier nanoTime;
  private long first;
  private long origin;
  private long lasted = -1;

  WaveClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What to add to the times of an attempt that is told of now. */
  Duration shift(Attempt attempt) {
    long began = nanoTime.getAsLong() - attempt.ended().toNanos();
    if (lasted < 0) {
      first = began;
      origin = began;
    } else if (began - origin > lasted) {
      origin = began;
      lasted = 0;
    }
    lasted = Math.max(lasted, attempt.ended().toNanos());
    return Duration.ofNanos(origin - first);
  }
}
