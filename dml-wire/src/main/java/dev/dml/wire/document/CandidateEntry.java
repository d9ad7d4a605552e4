package dev.dml.wire.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of several candidates for a nuisance.
 *
 * @param learner the name of its type
 * @param weight the mean over the repetitions, or, of stacking, over the fits
 * @param loss the name of the loss, {@code rmse} or {@code log-loss}
 * @param value the loss
 * @param cpuSeconds the processor time of its fits; null of stacking
 * @param failures the number of fits that failed
 * @param trials the settings that were tried; none if it was not tuned
 */
public record CandidateEntry(
    String name,
    String learner,
    Map<String, Object> settings,
    double weight,
    double weightMinimum,
    double weightMaximum,
    String loss,
    double value,
    double rmse,
    double r2,
    @Nullable Double cpuSeconds,
    long failures,
    List<Trial> trials) {

  /** Copies. */
  public CandidateEntry {
    settings = Entries.all(settings);
    trials = Entries.all(trials);
  }

  /**
   * Settings that were tried.
   *
   * @param value the loss across inner folds; no number if no fit tried them to the end
   * @param fits the number of fits that did
   * @param chosen the number of fits that chose them
   */
  public record Trial(Map<String, Object> settings, double value, long fits, long chosen) {

    /** Copies. */
    public Trial {
      settings = Entries.all(settings);
    }
  }
}
