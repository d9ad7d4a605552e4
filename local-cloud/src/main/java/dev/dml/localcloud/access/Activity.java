package dev.dml.localcloud.access;

import java.time.Duration;

/** Whether requests are being served, and when the last one was. */
public final class Activity {

  private int running;
  private long last = System.nanoTime();

  public synchronized void began() {
    running++;
  }

  public synchronized void ended() {
    running--;
    last = System.nanoTime();
  }

  /** How long nothing has been asked for. */
  public synchronized Duration idle() {
    return running > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - last);
  }
}
