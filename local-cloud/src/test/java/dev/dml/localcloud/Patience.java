package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens in another process. */
final class Patience {

  private static final Duration MOST = Duration.ofMinutes(2);

  private Patience() {}

  /** Waits until something is so; fails if it never is. */
  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + MOST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).describedAs(what).isNegative();
      Thread.sleep(1);
    }
  }

  /** Waits until something is so while a process runs; fails if the process ends before. */
  static void until(String what, Process process, BooleanSupplier condition)
      throws InterruptedException {
    until(what, () -> condition.getAsBoolean() || !process.isAlive());
    assertThat(process.isAlive()).describedAs(what + " before the process ended").isTrue();
  }
}
