package dev.dml.spare;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A lock whose waiting threads do the work that its holder shares, such as the one pass over the
 * data for whose result all of them wait.
 */
public final class SharedLock {

  /** How soon a waiting thread looks again whether there is work: a small part of any pass. */
  private static final long LOOK_MICROS = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile SharedWork shared;

  /** Runs a task while no other thread runs one under this lock. An interrupt does not end it. */
  public <T> T holding(Supplier<T> task) {
    boolean interrupted = acquire();
    try {
      return task.get();
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean acquire() {
    boolean interrupted = false;
    while (true) {
      try {
        if (lock.tryLock(LOOK_MICROS, TimeUnit.MICROSECONDS)) {
          return interrupted;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
      SharedWork work = shared;
      if (work != null && work.join()) {
        // What this thread spends is counted for its own task already.
        work.help(() -> 0);
      }
    }
  }

  /**
   * Does work on the calling thread, which holds the lock, and on all threads that wait for it or
   * are free before it is done. Each runs {@code work}, which takes piece after piece and returns
   * when none is left.
   *
   * @throws RuntimeException the first that any of them threw
   */
  public void share(Runnable work) {
    SharedWork pieces = new SharedWork(work);
    shared = pieces;
    try {
      Help.current().share(pieces);
    } finally {
      shared = null;
    }
  }
}
