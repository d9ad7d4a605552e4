package dev.dml.analysis;

import dev.dml.model.FirstStage;
import dev.dml.model.Parameter;
import dev.dml.model.propensity.Overlap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the arms overlap and how strong the instruments are, for every parameter and repetition. */
public final class Diagnostics implements Analysis<Map<Parameter, Diagnostics.OfParameter>> {

  private final SortedMap<Integer, Map<Parameter, OfParameter>> repetitions = new TreeMap<>();

  /**
   * The diagnostics of one parameter.
   *
   * @param overlaps by repetition; empty for a model or treatment without propensities
   * @param selections how likely rows are to be selected, by repetition; empty for a model without
   *     selection
   * @param firstStages by repetition; empty for a model without instruments
   */
  public record OfParameter(
      List<Overlap> overlaps, List<Overlap> selections, List<FirstStage> firstStages) {

    /** Copies. */
    public OfParameter {
      overlaps = List.copyOf(overlaps);
      selections = List.copyOf(selections);
      firstStages = List.copyOf(firstStages);
    }

    private static OfParameter of(List<OfParameter> repetitions) {
      return new OfParameter(
          repetitions.stream().flatMap(each -> each.overlaps.stream()).toList(),
          repetitions.stream().flatMap(each -> each.selections.stream()).toList(),
          repetitions.stream().flatMap(each -> each.firstStages.stream()).toList());
    }
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, OfParameter> diagnostics = new LinkedHashMap<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      for (Parameter parameter : group.solutions().keySet()) {
        diagnostics.put(
            parameter,
            new OfParameter(
                repetition
                    .model()
                    .overlap(repetition.data(), parameter, group.predictions())
                    .stream()
                    .toList(),
                repetition
                    .model()
                    .selection(repetition.data(), parameter, group.predictions())
                    .stream()
                    .toList(),
                repetition
                    .model()
                    .firstStage(repetition.data(), parameter, group.predictions())
                    .stream()
                    .toList()));
      }
    }
    repetitions.put(repetition.number(), diagnostics);
  }

  @Override
  public Map<Parameter, OfParameter> result() {
    Map<Parameter, List<OfParameter>> byParameter = new LinkedHashMap<>();
    for (Map<Parameter, OfParameter> diagnostics : repetitions.values()) {
      diagnostics.forEach(
          (parameter, each) ->
              byParameter.computeIfAbsent(parameter, any -> new ArrayList<>()).add(each));
    }
    Map<Parameter, OfParameter> all = new LinkedHashMap<>();
    byParameter.forEach((parameter, each) -> all.put(parameter, OfParameter.of(each)));
    return all;
  }
}
