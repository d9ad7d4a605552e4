package dev.dml.lambda;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The times of the steps of an invocation. */
final class Stopwatch {

  private final Map<String, Long> nanos = new HashMap<>();
  private long last = System.nanoTime();

  /** Ends a step, which began when the last one ended; the times of steps of one name add up. */
  void lap(String step) {
    long now = System.nanoTime();
    nanos.merge(step, now - last, Long::sum);
    last = now;
  }

  Duration of(String step) {
    return Duration.ofNanos(nanos.getOrDefault(step, 0L));
  }
}
