package dev.dml.parallel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock whose waiting threads do the work that its holder shares through {@link Help}, such as the
 * one pass over the data for whose result all of them wait.
 */
public final class SharedLock {

  /** How soon a waiting thread looks again whether there is work: a small part of any pass. */
  private static final long LOOK_MICROS = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Help holder;

  /** Runs a task while no other thread runs one under this lock. An interrupt does not end it. */
  public <T> T holding(Supplier<T> task) {
    boolean interrupted = acquire();
    holder = Help.current();
    try {
      return task.get();
    } finally {
      holder = null;
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
      Help helped = holder;
      if (helped != null) {
        helped.join();
      }
    }
  }
}
