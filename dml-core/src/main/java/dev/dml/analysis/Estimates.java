package dev.dml.analysis;

import dev.dml.inference.Estimate;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The estimate of every parameter in every repetition. */
public final class Estimates implements Analysis<Map<Parameter, List<Estimate>>> {

  private final SortedMap<Integer, Map<Parameter, Estimate>> repetitions = new TreeMap<>();

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, Estimate> estimates = new LinkedHashMap<>();
    repetition
        .solutions()
        .forEach((parameter, solution) -> estimates.put(parameter, solution.estimate()));
    repetitions.put(repetition.number(), estimates);
  }

  @Override
  public Map<Parameter, List<Estimate>> result() {
    Map<Parameter, List<Estimate>> byParameter = new LinkedHashMap<>();
    for (Map<Parameter, Estimate> estimates : repetitions.values()) {
      estimates.forEach(
          (parameter, estimate) ->
              byParameter.computeIfAbsent(parameter, any -> new ArrayList<>()).add(estimate));
    }
    return byParameter;
  }
}
