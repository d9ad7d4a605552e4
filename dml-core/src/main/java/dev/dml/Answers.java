package dev.dml;

import dev.dml.analysis.DescribedEffects;

/**
 * What was asked beyond the effects themselves, and what the scored repetitions answered.
 *
 * @param effects the effects by group, along a column, and whom to treat
 */
public record Answers(DescribedEffects effects) {

  /** Nothing was asked. */
  public static final Answers NONE = new Answers(DescribedEffects.NONE);
}
