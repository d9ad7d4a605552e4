package dev.dml.result;

import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.model.EffectAverage;
import dev.dml.model.GroupPeriod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An average of effects on groups in periods.
 *
 * @param of what is averaged
 * @param inference the aggregate over the repetitions
 * @param repetitions the estimate of every repetition, in order
 * @param sensitivity how sensitive it is to an unobserved confounder, if somebody asked
 */
public record AverageEffect(
    EffectAverage of,
    Inference inference,
    List<Estimate> repetitions,
    Optional<Sensitivity> sensitivity) {

  /** Copies. */
  public AverageEffect {
    repetitions = List.copyOf(repetitions);
  }

  /** The group, period or time since the treatment whose average it is; empty for that of all. */
  public Optional<Double> at() {
    return of.at();
  }

  /** The weight of each effect. */
  public Map<GroupPeriod, Double> weights() {
    Map<GroupPeriod, Double> weights = new LinkedHashMap<>();
    of.weights()
        .forEach((parameter, weight) -> weights.put(parameter.cell().orElseThrow(), weight));
    return weights;
  }
}
