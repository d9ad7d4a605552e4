package dev.dml.result;

import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.effects.DescribedEffects;
import dev.dml.analysis.effects.PreTreatment;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.model.GroupPeriodCells;
import java.util.List;
import java.util.Optional;

/**
 * What was asked beyond the effects themselves, and what the scored repetitions answered.
 *
 * @param contrasts the differences of effects
 * @param joint the intervals and p-values of all effects and then all contrasts together
 * @param effects the effects by group, along a column, and whom to treat
 * @param sensitivity how sensitive each effect is to an unobserved confounder, in the order of the
 *     effects; empty if nobody asked
 * @param precision how well the repetitions determine the estimates, if their number was to follow
 *     from that
 * @param averages the averages of effects on groups in periods, for models that have such
 * @param preTreatment whether effects before the treatment are zero, for models that have such
 * @param cells how many are compared for these effects, and which cannot be estimated
 */
public record Answers(
    List<EffectContrast> contrasts,
    Optional<JointIntervals> joint,
    DescribedEffects effects,
    List<Sensitivity> sensitivity,
    Optional<ReachedPrecision> precision,
    List<AverageEffects> averages,
    Optional<PreTreatment> preTreatment,
    GroupPeriodCells cells) {

  /** Nothing was asked. */
  public static final Answers NONE =
      new Answers(List.of(), Optional.empty(), DescribedEffects.NONE, List.of(), Optional.empty());

  /** Copies. */
  public Answers {
    contrasts = List.copyOf(contrasts);
    sensitivity = List.copyOf(sensitivity);
    averages = List.copyOf(averages);
  }

  /** The answers of a model without averages of effects. */
  public Answers(
      List<EffectContrast> contrasts,
      Optional<JointIntervals> joint,
      DescribedEffects effects,
      List<Sensitivity> sensitivity,
      Optional<ReachedPrecision> precision) {
    this(
        contrasts,
        joint,
        effects,
        sensitivity,
        precision,
        List.of(),
        Optional.empty(),
        GroupPeriodCells.NONE);
  }
}
