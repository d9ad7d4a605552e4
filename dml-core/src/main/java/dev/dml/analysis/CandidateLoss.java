package dev.dml.analysis;

import java.util.List;
import java.util.Optional;

/**
 * How one of several candidates for a nuisance did in a repetition.
 *
 * @param name the candidate
 * @param weight its weight in the combination; 0 if it failed
 * @param loss how far its predictions are from the response; empty if it failed
 * @param cpuNanos the processor time of its fits, in nanoseconds
 * @param failures the number of folds in which it could not be fitted
 * @param failure why it could not be in the first of them
 * @param trials if it was tuned, the losses of the settings that were tried, for each fold
 */
public record CandidateLoss(
    String name,
    double weight,
    Optional<NuisanceLoss> loss,
    long cpuNanos,
    int failures,
    Optional<String> failure,
    List<double[]> trials) {

  /** Copies. */
  public CandidateLoss {
    trials = List.copyOf(trials);
  }
}
