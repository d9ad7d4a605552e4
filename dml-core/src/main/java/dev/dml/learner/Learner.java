package dev.dml.learner;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import java.util.Optional;
import java.util.Set;

/**
 * A method that learns a conditional mean or probability from some rows and predicts it for others.
 *
 * <p>A learner is its settings: an immutable record, equal to another one with the same settings.
 * All state of a fit lives inside one call of {@link #fitPredict}, which is a pure function of its
 * arguments and may be called by many threads at once. It uses the calling thread, and others only
 * while they have no task ({@link dev.dml.spare.Help}), which must not change a bit of the result.
 * What predicting takes is known where it is told ({@link FitTime#predicting}).
 */
@FunctionalInterface
public interface Learner {

  /**
   * Fits on the training rows and predicts the test rows.
   *
   * @param x the features of all rows, without missing values; read through the row sets, never
   *     copied
   * @param y the variable to predict, by row number; read only in the training rows. Other fits use
   *     the same array at the same time, so that nobody changes it
   * @param train the rows to fit on; at least one
   * @param test the rows to predict
   * @param target whether a mean or a probability is asked for; with {@link Target#PROBABILITY},
   *     {@code y} is 0 or 1, and both occur in the training rows unless {@link #takesSingleClass}
   * @param seed the source of all randomness, but for what may be drawn from the {@link
   *     dev.dml.data.Division} of which the training rows are all but one part, so that all tasks
   *     of a repetition share it
   * @return the prediction for each test row, in the order of {@code test}; all finite, and in [0,
   *     1] for a probability
   * @throws IllegalArgumentException if this learner does not support the target
   * @throws FitException if these rows do not permit a fit, in a sentence that says why and what to
   *     do
   */
  double[] fitPredict(Features x, double[] y, Rows train, Rows test, Target target, long seed);

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
