package dev.dml;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.Estimates;
import dev.dml.analysis.JointInference;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.inference.Estimate;
import dev.dml.model.EffectAverage;
import dev.dml.model.EffectAverage.Family;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for the averages of effects that a model has, each kind with a joint band of its own. */
final class Averaging {

  private final Setup setup;
  private final CausalData data;
  private final Estimates<EffectAverage> estimates = Estimates.ofAverages();
  private final Map<Family, JointInference> joint = new EnumMap<>(Family.class);

  Averaging(Setup setup, CausalData data) {
    this.setup = setup;
    this.data = data;
    Reporting reporting = setup.reporting();
    reporting
        .joint()
        .ifPresent(
            bootstrap ->
                setup.model().averages(data).stream()
                    .map(EffectAverage::family)
                    .distinct()
                    .forEach(
                        family ->
                            joint.put(
                                family,
                                new JointInference(
                                    bootstrap,
                                    setup.sampling().seed(),
                                    reporting.aggregation(),
                                    reporting.confidenceLevel(),
                                    repetition ->
                                        repetition.averages().entrySet().stream()
                                            .filter(each -> isIn(family, each.getKey()))
                                            .map(Map.Entry::getValue)
                                            .toList()))));
  }

  private static boolean isIn(Family family, EffectAverage average) {
    return average.family() == family && average.at().isPresent();
  }

  List<Analysis<?>> analyses() {
    List<Analysis<?>> analyses = new ArrayList<>(List.of(estimates));
    analyses.addAll(joint.values());
    return analyses;
  }

  /**
   * The averages.
   *
   * @param sensitivity that of each average; empty if nobody asked
   */
  List<AverageEffects> result(Map<EffectAverage, Sensitivity> sensitivity) {
    Map<Family, List<AverageEffect>> byFamily = new EnumMap<>(Family.class);
    estimates
        .result()
        .forEach(
            (average, repetitions) ->
                byFamily
                    .computeIfAbsent(average.family(), any -> new ArrayList<>())
                    .add(effect(average, repetitions, sensitivity)));
    List<AverageEffects> all = new ArrayList<>();
    byFamily.forEach(
        (family, effects) ->
            all.add(
                new AverageEffects(
                    family,
                    effects.subList(0, effects.size() - 1),
                    effects.getLast(),
                    Optional.ofNullable(joint.get(family)).map(JointInference::result))));
    return all;
  }

  private AverageEffect effect(
      EffectAverage average,
      List<Estimate> repetitions,
      Map<EffectAverage, Sensitivity> sensitivity) {
    return new AverageEffect(
        average,
        setup
            .reporting()
            .aggregation()
            .of(repetitions, data.rows(), setup.reporting().confidenceLevel()),
        repetitions,
        Optional.ofNullable(sensitivity.get(average)));
  }
}
