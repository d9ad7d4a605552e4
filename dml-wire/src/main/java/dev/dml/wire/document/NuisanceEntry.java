package dev.dml.wire.document;

import java.util.List;
import java.util.Map;

/**
 * How well a nuisance was predicted out of fold.
 *
 * @param learner the name of its learner
 * @param target what it predicts, in words
 * @param loss the name of the loss, {@code rmse} or {@code log-loss}
 * @param value the loss
 * @param constantValue that of a constant
 * @param candidates those that were combined; none of a single learner
 */
public record NuisanceEntry(
    String treatment,
    String name,
    String learner,
    Map<String, Object> settings,
    String target,
    String loss,
    double value,
    double constantValue,
    double r2,
    double rmse,
    double constantRmse,
    List<CandidateEntry> candidates) {

  /** Copies. */
  public NuisanceEntry {
    settings = Entries.all(settings);
    candidates = Entries.all(candidates);
  }
}
