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
 * @param loss the mean over the fits that tried them to the end of the loss across inner folds:
 *     squared error for a mean, log-loss for a probability; not a number if none did
 * @param fits the number of fits that tried them to the end
 * @param chosen the number of fits that chose them
 */
public record TuningTrial(Map<String, Object> settings, double loss, int fits, int chosen) {

  /** Copies. */
  public TuningTrial {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  static List<TuningTrial> of(Tuned tuned, List<double[]> fits) {
    List<TuningTrial> trials = new ArrayList<>();
    for (Map<String, Object> settings : tuned.grid().trials()) {
      int trial = trials.size();
      double[] losses =
          fits.stream()
              .mapToDouble(each -> each[trial])
              .filter(loss -> !Double.isNaN(loss))
              .toArray();
      double loss = losses.length == 0 ? Double.NaN : Mean.of(losses);
      long chosen = fits.stream().filter(each -> Tuned.best(each) == trial).count();
      trials.add(new TuningTrial(settings, loss, losses.length, (int) chosen));
    }
    return trials;
  }
}
