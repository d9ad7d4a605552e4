package dev.dml;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.model.CausalModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the groups of parameters of each repetition together, and hands a repetition to all analyses
 * as soon as it is whole.
 */
final class Scoring {

  private final CausalModel model;
  private final CausalData data;
  private final int groups;
  private final List<Analysis<?>> analyses;
  private final Map<Integer, List<ScoredRepetition.Group>> incomplete = new HashMap<>();

  Scoring(CausalModel model, CausalData data, List<Analysis<?>> analyses) {
    this.model = model;
    this.data = data;
    this.groups = model.parameters(data).size();
    this.analyses = analyses;
  }

  void accept(int repetition, ScoredRepetition.Group group) {
    List<ScoredRepetition.Group> arrived =
        incomplete.computeIfAbsent(repetition, any -> new ArrayList<>());
    arrived.add(group);
    if (arrived.size() == groups) {
      incomplete.remove(repetition);
      arrived.sort(Comparator.comparingInt(ScoredRepetition.Group::treatment));
      ScoredRepetition whole = new ScoredRepetition(repetition, model, data, arrived);
      analyses.forEach(analysis -> analysis.accept(whole));
    }
  }
}
