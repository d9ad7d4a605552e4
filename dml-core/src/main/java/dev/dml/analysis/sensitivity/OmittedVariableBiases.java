package dev.dml.analysis.sensitivity;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.model.Parameter;
import dev.dml.model.SensitivityElements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far a confounder can move the estimate of every parameter in every repetition. */
public final class OmittedVariableBiases
    implements Analysis<Map<Parameter, List<OmittedVariableBias>>> {

  private final SortedMap<Integer, Map<Parameter, OmittedVariableBias>> repetitions =
      new TreeMap<>();

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, OmittedVariableBias> biases = new LinkedHashMap<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      group
          .solutions()
          .forEach(
              (parameter, solution) -> {
                Optional<SensitivityElements> elements =
                    repetition
                        .model()
                        .sensitivity(repetition.data(), parameter, group.predictions(), solution);
                elements.ifPresent(
                    known -> biases.put(parameter, OmittedVariableBias.of(solution, known)));
              });
    }
    repetitions.put(repetition.number(), biases);
  }

  @Override
  public Map<Parameter, List<OmittedVariableBias>> result() {
    Map<Parameter, List<OmittedVariableBias>> byParameter = new LinkedHashMap<>();
    for (Map<Parameter, OmittedVariableBias> biases : repetitions.values()) {
      biases.forEach(
          (parameter, bias) ->
              byParameter.computeIfAbsent(parameter, any -> new ArrayList<>()).add(bias));
    }
    return byParameter;
  }
}
