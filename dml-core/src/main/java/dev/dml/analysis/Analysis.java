package dev.dml.analysis;

/**
 * A question that is answered from the scored repetitions of an estimation.
 *
 * <p>It takes each repetition once, in any order, keeps of it what it needs for its answer (never
 * anything by observation), and lets it go: so memory does not grow with the number of repetitions.
 * One thread at a time calls it.
 *
 * @param <R> the answer
 */
public interface Analysis<R> {

  /** Takes a repetition. */
  void accept(ScoredRepetition repetition);

  /** The answer from all repetitions, in the order of their numbers; there was at least one. */
  R result();
}
