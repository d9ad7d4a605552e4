package dev.dml.task;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Begins pieces of work as long as another one would be done in time, judging by the longest so
 * far. The first one is always begun, so that whoever comes back with the rest gets on.
 */
public final class TimeLimit {

  /** How much longer than the longest so far the next one may take. */
  private static final double CAUTION = 1.25;

  private final LongSupplier remainingMillis;
  private final Duration reserve;
  private long longestNanos;

  /**
   * A limit.
   *
   * @param remainingMillis the milliseconds that are left, asked before each piece of work
   * @param reserve what must be left after the work
   */
  public TimeLimit(LongSupplier remainingMillis, Duration reserve) {
    this.remainingMillis = remainingMillis;
    this.reserve = reserve;
  }

  /** Time without end. */
  public static TimeLimit none() {
    return new TimeLimit(() -> Long.MAX_VALUE / 1_000_000, Duration.ZERO);
  }

  /** The result of a piece of work; empty if there is too little time for it. */
  <T> Optional<T> within(Supplier<T> work) {
    if (!allowsAnother()) {
      return Optional.empty();
    }
    long began = System.nanoTime();
    T result = work.get();
    ended(System.nanoTime() - began);
    return Optional.of(result);
  }

  private synchronized boolean allowsAnother() {
    return longestNanos == 0
        || remainingMillis.getAsLong() * 1e6 >= CAUTION * longestNanos + reserve.toNanos();
  }

  private synchronized void ended(long nanos) {
    longestNanos = Math.max(longestNanos, Math.max(1, nanos));
  }
}
