package dev.dml.analysis.sensitivity;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.model.Contrast;
import dev.dml.model.EffectAverage;
import dev.dml.model.Parameter;
import dev.dml.model.SensitivityElements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  @Override
  public void accept(ScoredRepetition repetition) {
    List<OmittedVariableBias> biases = new ArrayList<>();
    List<OmittedVariableBias> ofContrasts = new ArrayList<>();
    Map<Parameter, SensitivityElements> all = new LinkedHashMap<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      Map<Parameter, SensitivityElements> elements = elements(repetition, group);
      all.putAll(elements);
      elements.forEach(
          (parameter, known) ->
              biases.add(OmittedVariableBias.of(group.solutions().get(parameter), known)));
      group
          .contrasts()
          .forEach(
              (contrast, solution) ->
                  ofContrasts.add(OmittedVariableBias.of(solution, of(contrast, elements))));
    }
    biases.addAll(ofContrasts);
    repetitions.put(repetition.number(), biases);
    averages.put(repetition.number(), averages(repetition, all));
  }

  private static Map<EffectAverage, OmittedVariableBias> averages(
      ScoredRepetition repetition, Map<Parameter, SensitivityElements> known) {
    Map<EffectAverage, OmittedVariableBias> biases = new LinkedHashMap<>();
    repetition
        .averages()
        .forEach(
            (average, solution) -> {
              List<SensitivityElements> elements =
                  average.weights().keySet().stream().map(known::get).toList();
              List<Double> weights = List.copyOf(average.weights().values());
              biases.put(average, OmittedVariableBias.ofAverage(solution, elements, weights));
            });
    return biases;
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

  private static Map<Parameter, SensitivityElements> elements(
      ScoredRepetition repetition, ScoredRepetition.Group group) {
    Map<Parameter, SensitivityElements> elements = new LinkedHashMap<>();
    group
        .solutions()
        .forEach(
            (parameter, solution) ->
                repetition
                    .model()
                    .sensitivity(repetition.data(), parameter, group.predictions(), solution)
                    .ifPresent(known -> elements.put(parameter, known)));
    return elements;
  }

  private static SensitivityElements of(
      Contrast contrast, Map<Parameter, SensitivityElements> elements) {
    return elements.get(contrast.of()).minus(elements.get(contrast.against()));
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
