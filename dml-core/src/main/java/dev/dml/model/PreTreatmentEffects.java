package dev.dml.model;

import java.util.List;

/**
 * The effects on groups in periods before their treatment, and before its anticipation, which are
 * zero if trends are parallel.
 *
 * @param effects on each group in each period
 * @param eventStudy their averages by the time since the treatment
 * @param independent how many units are independent of each other, or clusters of them
 * @param counted what these are: {@code units}, {@code rows} or {@code clusters}
 */
public record PreTreatmentEffects(
    List<Part<Parameter>> effects,
    List<Part<EffectAverage>> eventStudy,
    int independent,
    String counted) {

  /** Copies. */
  public PreTreatmentEffects {
    effects = List.copyOf(effects);
    eventStudy = List.copyOf(eventStudy);
  }

  /**
   * Something that is zero.
   *
   * @param <K> what it is
   * @param of what
   * @param restsOn how many independent units, or clusters of them, are treated or are controls in
   *     it, whichever is less
   */
  public record Part<K>(K of, int restsOn) {}
}
