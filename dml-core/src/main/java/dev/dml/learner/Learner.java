package dev.dml.learner;

import java.util.Optional;
import java.util.Set;

/**
 * A method that learns a conditional mean or probability from some rows and predicts it for others.
 *
 * <p>A learner is its settings: an immutable record, equal to another one with the same settings.
 * All state of a fit lives inside one call of {@link #fitPredict}, which is a pure function of its
 * argument and may be called by many threads at once. It uses the calling thread, and others only
 * while they have no task ({@link dev.dml.parallel.Help}), which must not change a bit of the
 * result. What predicting takes is known where it is told ({@link FitTime#predicting}).
 */
@FunctionalInterface
public interface Learner {

  /**
   * Fits on the training rows and predicts the test rows.
   *
   * @return the prediction for each test row, in their order; all finite, and in [0, 1] for a
   *     probability
   * @throws IllegalArgumentException if this learner does not support the target
   * @throws FitException if these rows do not permit a fit, in a sentence that says why and what to
   *     do
   */
  double[] fitPredict(Fit fit);

  /**
   * Whether this learner can answer such a task; a spec that asks for what it cannot is refused
   * when it is read.
   */
  default boolean supports(Target target) {
    return true;
  }

  /**
   * The least number of training rows that this learner can be fitted to; an estimation in which a
   * training set is smaller is refused before the first fit.
   */
  default int leastRows() {
    return 2;
  }

  /**
   * What this machine lacks for a fit, such as a native library, in a sentence that says what to
   * do; empty if nothing.
   */
  default Optional<String> lack() {
    return Optional.empty();
  }

  /** Whether it can learn a probability from rows of one class. */
  default boolean takesSingleClass() {
    return false;
  }

  /**
   * Whether it heeds the weights of a fit; a run with sampling weights is refused before the first
   * fit if a learner does not.
   */
  default boolean takesWeights() {
    return false;
  }

  /**
   * Whether it learns from rows some of whose features are missing, and predicts such. Those of
   * other learners are filled in before they see them.
   */
  default boolean takesMissing() {
    return false;
  }

  /**
   * Which setting does not fit data of so many covariates, in a sentence that begins with its name;
   * empty if none.
   */
  default Optional<String> refusal(int covariates) {
    return Optional.empty();
  }

  /** For which reasons a column takes no part in a fit although it might have changed it. */
  default Set<UnusedColumn.Reason> leavesOut() {
    return Set.of();
  }
}
