package dev.dml.task;

import dev.dml.learner.ensemble.Share;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a task found.
 *
 * @param id the task
 * @param predictions the prediction of each row of the task's fold, in ascending order of rows
 * @param trainingMean the mean of the response over the training rows: the prediction of a constant
 * @param cpuNanos the processor time that it took, in nanoseconds
 * @param predictNanos the part of that in which a learner predicted in a step of its own; see
 *     {@link dev.dml.learner.FitTime}
 * @param failure why the learner, one of several candidates, could not be fitted; the others are
 *     combined without it, and there are no predictions
 * @param trials the loss of each of the settings among which the learner chose; none if it did not
 * @param shares that of each of the candidates that the learner stacked; none if it did not
 */
// The array is copied on the way in and out and compared by its contents.
@SuppressWarnings("ArrayRecordComponent")
public record TaskResult(
    TaskId id,
    double[] predictions,
    double trainingMean,
    long cpuNanos,
    long predictNanos,
    Optional<String> failure,
    double[] trials,
    List<Share> shares) {

  private static final double[] NONE = {};

  /** The result of a fit that succeeded. */
  public TaskResult(
      TaskId id, double[] predictions, double trainingMean, long cpuNanos, long predictNanos) {
    this(id, predictions, trainingMean, cpuNanos, predictNanos, Optional.empty(), NONE, List.of());
  }

  /** Copies. */
  public TaskResult {
    predictions = predictions.clone();
    trials = trials.clone();
    shares = List.copyOf(shares);
  }

  /** A copy of the predictions. */
  @Override
  public double[] predictions() {
    return predictions.clone();
  }

  /** A copy of the losses. */
  @Override
  public double[] trials() {
    return trials.clone();
  }

  /** Whether both have the same name and the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TaskResult that
        && id.equals(that.id)
        && Arrays.equals(predictions, that.predictions)
        && failure.equals(that.failure)
        && Arrays.equals(trials, that.trials)
        && shares.equals(that.shares)
        && Double.compare(trainingMean, that.trainingMean) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(predictions);
  }

  @Override
  public String toString() {
    return id + ": " + predictions.length + " predictions";
  }
}
