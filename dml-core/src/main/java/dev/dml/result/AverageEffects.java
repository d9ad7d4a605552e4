package dev.dml.result;

import dev.dml.analysis.JointIntervals;
import dev.dml.model.EffectAverage.Family;
import java.util.List;
import java.util.Optional;

/**
 * The averages of effects on groups in periods of one kind.
 *
 * @param family what effects are averaged over
 * @param effects the averages, in ascending order of group, period or time since the treatment
 * @param overall the average of all
 * @param joint intervals and p-values of these averages together, without that of all, if somebody
 *     asked
 */
public record AverageEffects(
    Family family,
    List<AverageEffect> effects,
    AverageEffect overall,
    Optional<JointIntervals> joint) {

  /** Copies. */
  public AverageEffects {
    effects = List.copyOf(effects);
  }
}
