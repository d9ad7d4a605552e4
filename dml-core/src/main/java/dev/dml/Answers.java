package dev.dml;

import dev.dml.analysis.DescribedEffects;
import dev.dml.analysis.JointIntervals;
import java.util.List;
import java.util.Optional;

/**
 * What was asked beyond the effects themselves, and what the scored repetitions answered.
 *
 * @param contrasts the differences of effects
 * @param joint the intervals and p-values of all effects and then all contrasts together
 * @param effects the effects by group, along a column, and whom to treat
 */
public record Answers(
    List<EffectContrast> contrasts, Optional<JointIntervals> joint, DescribedEffects effects) {

  /** Nothing was asked. */
  public static final Answers NONE =
      new Answers(List.of(), Optional.empty(), DescribedEffects.NONE);

  /** Copies. */
  public Answers {
    contrasts = List.copyOf(contrasts);
  }
}
