package dev.dml.aws.fanout;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A clock that begins at 0 and goes on by 20 seconds whenever it is looked at, which is the longest
 * wait between two tries: so nobody has to wait for them.
 */
final class SteppingClock implements LongSupplier {

  private static final long STEP = Backoff.DEFAULT.most().toNanos();

  private final AtomicLong now = new AtomicLong();

  @Override
  public long getAsLong() {
    return now.getAndAdd(STEP);
  }

  /** Whether a time has come. */
  boolean isAfter(Duration time) {
    return now.get() > time.toNanos();
  }
}
