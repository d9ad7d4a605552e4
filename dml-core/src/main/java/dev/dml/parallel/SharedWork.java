package dev.dml.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Work that several threads do at once, each taking pieces until there are none. */
final class SharedWork {

  private static final int CLOSED = Integer.MIN_VALUE;
  private static final int LOOKS = 10_000;
  private static final long NAP = 50_000;

  private final Runnable work;

  /** The number of helpers at work, with the sign bit set once nobody may join. */
  private final AtomicInteger helpers = new AtomicInteger();

  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final AtomicLong nanos = new AtomicLong();

  SharedWork(Runnable work) {
    this.work = work;
  }

  /** Counts the caller as a helper, unless it comes too late. */
  boolean join() {
    for (int count = helpers.get(); count >= 0; count = helpers.get()) {
      if (helpers.compareAndSet(count, count + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody may join any more. */
  boolean isClosed() {
    return helpers.get() < 0;
  }

  /** Works as a helper that has joined. */
  void help(LongSupplier clock) {
    long started = clock.getAsLong();
    try {
      run();
    } finally {
      nanos.addAndGet(clock.getAsLong() - started);
      helpers.decrementAndGet();
    }
  }

  /** Whoever returns found no piece left, so that nobody else needs to come. */
  void run() {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      helpers.accumulateAndGet(CLOSED, (count, bit) -> count | bit);
    }
  }

  /**
   * Waits for the helpers, which hold pieces of the fit, even if interrupted.
   *
   * @return what they spent, in nanoseconds
   * @throws RuntimeException the first failure of any thread, or an {@link Error}
   */
  long finish() {
    for (int looks = 0; helpers.get() != CLOSED; looks++) {
      if (looks < LOOKS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(NAP);
      }
    }
    return switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> nanos.get();
    };
  }
}
