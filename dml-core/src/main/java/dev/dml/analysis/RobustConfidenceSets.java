package dev.dml.analysis;

import dev.dml.data.CausalData;
import dev.dml.inference.AndersonRubin;
import dev.dml.inference.ConfidenceSet;
import dev.dml.inference.LinearScore;
import dev.dml.inference.ProjectedAndersonRubin;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.CausalModel;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The confidence set of every parameter that holds however weak its instruments are; none for a
 * parameter without instruments.
 *
 * <p>Of several repetitions it has the values that belong to the sets of half of them; see {@link
 * ConfidenceSet#ofHalf}.
 */
public final class RobustConfidenceSets implements Analysis<Map<Parameter, ConfidenceSet>> {

  private final double level;
  private final SortedMap<Integer, Map<Parameter, ConfidenceSet>> repetitions = new TreeMap<>();

  /**
   * Sets of a level.
   *
   * @param level the probability with which each covers, in (0, 1)
   */
  public RobustConfidenceSets(double level) {
    this.level = level;
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, ConfidenceSet> sets = new LinkedHashMap<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      group
          .solutions()
          .forEach(
              (parameter, solution) ->
                  set(repetition, group, parameter, solution.design())
                      .ifPresent(set -> sets.put(parameter, set)));
    }
    repetitions.put(repetition.number(), sets);
  }

  private Optional<ConfidenceSet> set(
      ScoredRepetition repetition,
      ScoredRepetition.Group group,
      Parameter parameter,
      SamplingDesign design) {
    CausalModel model = repetition.model();
    CausalData data = repetition.data();
    List<LinearScore> moments = model.instrumentMoments(data, parameter, group.predictions());
    if (moments.isEmpty()) {
      return Optional.empty();
    }
    List<LinearScore> ofOther =
        model.instrumentMomentsOfOther(data, parameter, group.predictions());
    return Optional.of(
        ofOther.isEmpty()
            ? AndersonRubin.of(moments, design, level)
            : ProjectedAndersonRubin.of(moments, ofOther, design, level));
  }

  @Override
  public Map<Parameter, ConfidenceSet> result() {
    Map<Parameter, List<ConfidenceSet>> byParameter = new LinkedHashMap<>();
    for (Map<Parameter, ConfidenceSet> sets : repetitions.values()) {
      sets.forEach(
          (parameter, set) ->
              byParameter.computeIfAbsent(parameter, any -> new ArrayList<>()).add(set));
    }
    Map<Parameter, ConfidenceSet> all = new LinkedHashMap<>();
    byParameter.forEach((parameter, sets) -> all.put(parameter, ConfidenceSet.ofHalf(sets)));
    return all;
  }
}
