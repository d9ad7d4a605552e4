package dev.dml.localcloud;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens in another process, and for no longer than that takes. */
final class Patience {

  private static final Duration MOST = Duration.ofMinutes(2);

  private Patience() {}

  /** Waits until something is so; fails if it never is. */
  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + MOST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.sleep(1);
    }
  }

  /** Looks for a while whether something stays so; fails if it does not. */
  static void whileWatched(String what, Duration time, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (!condition.getAsBoolean()) {
        throw new AssertionError(what + " is no more");
      }
      Thread.sleep(1);
    }
  }

  /** Waits until something is so while a process runs; fails if the process ends before. */
  static void until(String what, Process process, BooleanSupplier condition)
      throws InterruptedException {
    until(what, () -> condition.getAsBoolean() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the process ended before " + what);
    }
  }
}
