package dev.dml.localcloud;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures how many seconds pass on this machine for a second of processor time. */
final class Contention {

  private static final long BUSY_NANOS = 40_000_000;
  private static final long REST_MILLIS = 260;

  private final Thread thread = Thread.ofPlatform().daemon().start(this::measure);
  private volatile boolean stopped;
  private volatile long elapsed;
  private volatile long busy;

  private void measure() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long allElapsed = 0;
    long allBusy = 0;
    while (!stopped) {
      long began = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      while (threads.getCurrentThreadCpuTime() - cpu < BUSY_NANOS) {
        Thread.onSpinWait();
      }
      allElapsed += System.nanoTime() - began;
      allBusy += threads.getCurrentThreadCpuTime() - cpu;
      elapsed = allElapsed;
      busy = allBusy;
      try {
        Thread.sleep(REST_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Ends measuring and returns the ratio, at least 1. */
  double stop() {
    stopped = true;
    thread.interrupt();
    return busy == 0 ? 1 : Math.max(1, (double) elapsed / busy);
  }
}
