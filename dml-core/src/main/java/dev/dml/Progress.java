package dev.dml;

/** Is told how far a run is. */
@FunctionalInterface
public interface Progress {

  /** After each task, on the calling thread: so many of so many tasks are done. */
  void update(int done, int total);

  /** Whether it is worth the time to tell, by {@link #estimated}, what a repetition has added. */
  default boolean wantsEstimates() {
    return false;
  }

  /**
   * After each round of repetitions that stop when they are enough, and after a repetition if
   * {@link #wantsEstimates}, on the calling thread.
   *
   * @param partial what the repetitions say so far
   */
  default void estimated(PartialEstimate partial) {}

  /**
   * Before and after a pause, on any thread.
   *
   * @param reason what the run waits for, in a few words; empty when it goes on
   */
  default void waits(String reason) {}
}
