package dev.dml.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one of several candidates for a nuisance did in a repetition.
 *
 * @param name the candidate
 * @param weights its weight in the combination, 0 if it failed; those of each fold if every fit has
 *     weights of its own
 * @param loss how far its predictions are from the response, out of fold, or across inner folds if
 *     every fit has weights of its own; empty if it failed
 * @param cpuNanos the processor time of its fits, in nanoseconds; empty if they are no tasks of
 *     their own
 * @param failures the number of folds in which it could not be fitted
 * @param failure why it could not be in the first of them
 * @param trials if it was tuned, the losses of the settings that were tried, for each fold
 */
public record CandidateLoss(
    String name,
    List<Double> weights,
    Optional<NuisanceLoss> loss,
    OptionalLong cpuNanos,
    int failures,
    Optional<String> failure,
    List<double[]> trials) {

  /** Copies. */
  public CandidateLoss {
    weights = List.copyOf(weights);
    trials = List.copyOf(trials);
  }
}
