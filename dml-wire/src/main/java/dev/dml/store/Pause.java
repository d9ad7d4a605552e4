package dev.dml.store;

import java.time.Duration;

/** A wait before a store is asked again. */
public final class Pause {

  private Pause() {}

  /** Waits, and says whether nobody interrupted it; a thread that is interrupted does not begin. */
  public static boolean of(Duration wait) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
