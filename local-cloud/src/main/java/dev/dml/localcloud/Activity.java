package dev.dml.localcloud;

import java.time.Duration;

/** Whether requests are being served, and when the last one was. */
final class Activity {

  private int running;
  private long last = System.nanoTime();

  synchronized void began() {
    running++;
  }

  synchronized void ended() {
    running--;
    last = System.nanoTime();
  }

  /** How long nothing has been asked for. */
  synchronized Duration idle() {
    return running > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - last);
  }
}
