package dev.dml.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C does: it interrupts the thread of the command and gives it time to stop its work and
 * say so. The JVM itself then exits with 130 for Ctrl-C and 143 for a request to terminate.
 */
final class Interruption {

  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch over = new CountDownLatch(1);

  private Interruption() {}

  static Interruption ofThread(Thread command) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interruption.stop(command), "interruption"));
    return interruption;
  }

  private void stop(Thread command) {
    if (over.getCount() == 0) {
      return;
    }
    try {
      for (int second = 0; second < PATIENCE_SECONDS; second++) {
        // More than once, since a library that is interrupted may report that as another failure.
        command.interrupt();
        if (over.await(1, TimeUnit.SECONDS)) {
          return;
        }
      }
      System.err.println("dml: stopped without waiting for the work to end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command has ended by itself. */
  void over() {
    over.countDown();
  }
}
