package dev.dml.aws.fanout;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: a uniformly random share of a bound that doubles with each
 * try ("full jitter"), so that many who were refused together do not come back together.
 *
 * @param first the bound of the first wait
 * @param most the bound that no wait exceeds
 */
record Backoff(Duration first, Duration most) {

  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(20));

  /** Nanoseconds before try {@code number}, which counts from 1. */
  long nanos(int number, RandomGenerator random) {
    double bound = Math.min((double) most.toNanos(), first.toNanos() * Math.pow(2, number - 1.0));
    return (long) (random.nextDouble() * bound);
  }
}
