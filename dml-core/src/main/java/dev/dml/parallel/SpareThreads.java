package dev.dml.parallel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads of a backend that have no task to begin: they join in fits that still run.
 *
 * <p>A thread gives itself with {@link #lend}; a fit takes whoever is there through {@link Help}.
 */
public final class SpareThreads implements AutoCloseable {

  /** How often a thread looks for work before it sleeps: some microseconds. */
  private static final int LOOKS = 100;

  private final LongSupplier clock;
  private final Queue<SharedWork> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger asleep = new AtomicInteger();
  private final Semaphore calls = new Semaphore(0);
  private volatile boolean closed;

  /**
   * No threads yet.
   *
   * @param clock the processor time of the thread that asks, in nanoseconds
   */
  public SpareThreads(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Works for any fit that shares its work, until there are no more or the thread is interrupted.
   */
  public void lend() {
    idle.incrementAndGet();
    try {
      int looks = 0;
      while (!closed && !Thread.currentThread().isInterrupted()) {
        if (joinAny()) {
          looks = 0;
        } else if (looks++ < LOOKS) {
          Thread.onSpinWait();
        } else {
          sleep();
          looks = 0;
        }
      }
    } finally {
      idle.decrementAndGet();
    }
  }

  private boolean joinAny() {
    for (SharedWork work : open) {
      if (work.join()) {
        idle.decrementAndGet();
        try {
          help(work);
        } finally {
          idle.incrementAndGet();
        }
        return true;
      }
    }
    // While work that nobody may join any more stands here, no thread would sleep.
    open.removeIf(SharedWork::isClosed);
    return false;
  }

  private void sleep() {
    asleep.incrementAndGet();
    try {
      // Work that was opened before this thread counted as asleep called nobody.
      if (open.isEmpty() && !closed) {
        calls.acquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asleep.decrementAndGet();
    }
  }

  /** Works as a helper that has joined. */
  void help(SharedWork work) {
    work.help(clock);
  }

  /** Whether a thread has nothing to do. */
  boolean any() {
    return idle.get() > 0;
  }

  /** Lets threads join in work, now or as they become free. */
  void open(SharedWork work) {
    open.add(work);
    wake();
  }

  /** Lets no more threads join. */
  void withdraw(SharedWork work) {
    open.remove(work);
  }

  private void wake() {
    int sleepers = asleep.get();
    if (sleepers > calls.availablePermits()) {
      calls.release(sleepers);
    }
  }

  /** Sends all threads away. */
  @Override
  public void close() {
    closed = true;
    wake();
  }
}
