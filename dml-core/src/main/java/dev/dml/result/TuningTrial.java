package dev.dml.result;

import dev.dml.inference.Mean;
import dev.dml.learner.ensemble.Tuned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings that tuning tried.
 *
 * @param settings the values of those that were tuned, by name
 * @param loss the mean over all fits of the loss across inner folds: squared error for a mean,
 *     log-loss for a probability
 * @param chosen the number of fits that chose them
 */
public record TuningTrial(Map<String, Object> settings, double loss, int chosen) {

  /** Copies. */
  public TuningTrial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  static List<TuningTrial> of(Tuned tuned, List<double[]> fits) {
    List<TuningTrial> trials = new ArrayList<>();
    for (Map<String, Object> settings : tuned.grid().trials()) {
      int trial = trials.size();
      double loss = Mean.of(fits.stream().mapToDouble(losses -> losses[trial]).toArray());
      long chosen = fits.stream().filter(losses -> best(losses) == trial).count();
      trials.add(new TuningTrial(settings, loss, (int) chosen));
    }
    return trials;
  }

  /** The first of equals. */
  private static int best(double[] losses) {
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] ? i : best;
    }
    return best;
  }
}
