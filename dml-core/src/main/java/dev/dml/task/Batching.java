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
   * As many tasks as suit what is preferred, judging by how long starts and fits take that are
   * done.
   *
   * @param prefer what matters more
   */
  record Auto(Preference prefer) implements Batching {

    /** Balanced. */
    public static final Auto DEFAULT = new Auto(Preference.BALANCED);

    /** The most tasks of a batch, however short they are; it keeps a request far below 6 MB. */
    public static final int MOST_TASKS = 1000;

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_CHEAP = Duration.ofSeconds(30);

    /**
     * How many fits of each learner go first, together: the first in a new environment takes longer
     * than those after it.
     */
    public int probes() {
      return prefer == Preference.TIME ? 1 : 2;
    }

    /**
     * How long the fits of a batch take at most, unless one alone takes longer: short beside the
     * time limit of a function, and little is lost with a batch.
     */
    public Duration longest() {
      return prefer == Preference.COST ? LONGEST_CHEAP : LONGEST;
    }
  }
}
