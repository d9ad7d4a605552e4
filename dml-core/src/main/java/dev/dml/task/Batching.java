package dev.dml.task;

import java.time.Duration;

/** Which tasks are sent together to another machine. Results do not depend on it. */
public sealed interface Batching {

  /** Every task by itself: one nuisance of one fold of one repetition. */
  record PerFold() implements Batching {}

  /** All tasks of one repetition and treatment together. */
  record PerRepetition() implements Batching {}

  /**
   * As many tasks as take about so long, judging by those that are done.
   *
   * @param target how long a batch should take
   */
  record Auto(Duration target) implements Batching {

    /**
     * Ten seconds: long beside what an invocation costs in overhead, short beside its time limit.
     */
    public static final Auto DEFAULT = new Auto(Duration.ofSeconds(10));

    /** Checks the target. */
    public Auto {
      if (target.isNegative() || target.isZero()) {
        throw new IllegalArgumentException("target must be longer than 0, but was " + target);
      }
    }
  }
}
