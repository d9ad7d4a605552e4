package dev.dml.task;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which tasks are sent together to another machine. Results do not depend on it. */
public sealed interface Batching {

  /** All of them by their names in a spec, from the smallest batches on. */
  static Map<String, Batching> byName() {
    Map<String, Batching> byName = new LinkedHashMap<>();
    byName.put("per-fold", new PerFold());
    byName.put("per-repetition", new PerRepetition());
    byName.put("auto", Auto.DEFAULT);
    return byName;
  }

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

    /** The most tasks of a batch, however short they are; it keeps a request far below 6 MB. */
    public static final int MOST_TASKS = 1000;

    /** Checks the target. */
    public Auto {
      if (target.isNegative() || target.isZero()) {
        throw new IllegalArgumentException("target must be longer than 0, but was " + target);
      }
    }
  }
}
