package dev.dml.parallel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads of a backend that have no task to begin: they join in fits that still run.
 *
 * <p>A thread gives itself by {@link #lending}; a fit takes whoever is there through {@link Help}.
 */
public final class SpareThreads implements AutoCloseable {

  /** How often a thread looks for work before it sleeps: some microseconds. */
  private static final int LOOKS = 100;

  private final LongSupplier clock;
  private final Queue<SharedWork> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger asleep = new AtomicInteger();
  private final Semaphore calls = new Semaphore(0);
  private final AtomicInteger recalls = new AtomicInteger();

  /**
   * No threads yet.
   *
   * @param clock the processor time of the thread that asks, in nanoseconds
   */
  public SpareThreads(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * What a thread does that has no task: it works for any fit that shares its work, until the next
   * {@link #recall} or until the thread is interrupted. Begun after that, it does nothing.
   */
  public Runnable lending() {
    int since = recalls.get();
    return () -> lend(since);
  }

  private void lend(int since) {
    idle.incrementAndGet();
    try {
      int looks = 0;
      while (recalls.get() == since && !Thread.currentThread().isInterrupted()) {
        if (joinAny()) {
          looks = 0;
        } else if (looks++ < LOOKS) {
          Thread.onSpinWait();
        } else {
          sleep(since);
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

  private void sleep(int since) {
    asleep.incrementAndGet();
    try {
      // Work that was opened before this thread counted as asleep called nobody.
      if (open.isEmpty() && recalls.get() == since) {
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

  /** Has all threads that were lent come back, as soon as they have no part of a fit. */
  public void recall() {
    recalls.incrementAndGet();
    wake();
  }

  /** Sends all threads away. */
  @Override
  public void close() {
    recall();
  }
}
