package dev.dml.analysis.sensitivity;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.inference.Solution;
import dev.dml.model.Contrast;
import dev.dml.model.EffectAverage;
import dev.dml.model.Parameter;
import dev.dml.model.SensitivityElements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a confounder can move the estimates of all parameters, and then those of their contrasts,
 * in every repetition; in the order of the model, each with all its repetitions.
 */
public final class OmittedVariableBiases implements Analysis<List<List<OmittedVariableBias>>> {

  private final SortedMap<Integer, List<OmittedVariableBias>> repetitions = new TreeMap<>();
  private final SortedMap<Integer, Map<EffectAverage, OmittedVariableBias>> averages =
      new TreeMap<>();

  /** What was learnt of a parameter is let go before the next one, unless contrasts need it. */
  @Override
  public void accept(ScoredRepetition repetition) {
    List<OmittedVariableBias> biases = new ArrayList<>();
    List<OmittedVariableBias> ofContrasts = new ArrayList<>();
    Map<EffectAverage, AverageBias> ofAverages = new LinkedHashMap<>();
    Map<EffectAverage, Map<Parameter, Double>> weights = new HashMap<>();
    repetition
        .averages()
        .forEach(
            (average, solution) -> {
              ofAverages.put(average, new AverageBias(solution));
              weights.put(average, average.weights());
            });
    for (ScoredRepetition.Group group : repetition.groups()) {
      Map<Parameter, SensitivityElements> compared = new HashMap<>();
      group
          .solutions()
          .forEach(
              (parameter, solution) ->
                  elements(repetition, group, parameter, solution)
                      .ifPresent(
                          elements -> {
                            Bias bias = Bias.of(solution.design(), elements);
                            biases.add(bias.of(solution));
                            ofAverages.forEach(
                                (average, sum) ->
                                    Optional.ofNullable(
                                            Objects.requireNonNull(weights.get(average))
                                                .get(parameter))
                                        .ifPresent(weight -> sum.add(weight, bias)));
                            if (!group.contrasts().isEmpty()) {
                              compared.put(parameter, elements);
                            }
                          }));
      group
          .contrasts()
          .forEach(
              (contrast, solution) ->
                  ofContrasts.add(OmittedVariableBias.of(solution, of(contrast, compared))));
    }
    biases.addAll(ofContrasts);
    repetitions.put(repetition.number(), biases);
    Map<EffectAverage, OmittedVariableBias> results = new LinkedHashMap<>();
    ofAverages.forEach((average, sum) -> results.put(average, sum.result()));
    averages.put(repetition.number(), results);
  }

  /** The bias of every average of effects in every repetition. */
  public Map<EffectAverage, List<OmittedVariableBias>> ofAverages() {
    Map<EffectAverage, List<OmittedVariableBias>> all = new LinkedHashMap<>();
    for (Map<EffectAverage, OmittedVariableBias> biases : averages.values()) {
      biases.forEach(
          (average, bias) -> all.computeIfAbsent(average, any -> new ArrayList<>()).add(bias));
    }
    return all;
  }

  private static Optional<SensitivityElements> elements(
      ScoredRepetition repetition,
      ScoredRepetition.Group group,
      Parameter parameter,
      Solution solution) {
    return repetition
        .model()
        .sensitivity(repetition.data(), parameter, group.predictions(), solution);
  }

  private static SensitivityElements of(
      Contrast contrast, Map<Parameter, SensitivityElements> elements) {
    return Objects.requireNonNull(elements.get(contrast.of()))
        .minus(Objects.requireNonNull(elements.get(contrast.against())));
  }

  @Override
  public List<List<OmittedVariableBias>> result() {
    List<List<OmittedVariableBias>> bySubject = new ArrayList<>();
    for (List<OmittedVariableBias> biases : repetitions.values()) {
      for (int subject = 0; subject < biases.size(); subject++) {
        if (bySubject.size() == subject) {
          bySubject.add(new ArrayList<>());
        }
        bySubject.get(subject).add(biases.get(subject));
      }
    }
    return bySubject;
  }
}
