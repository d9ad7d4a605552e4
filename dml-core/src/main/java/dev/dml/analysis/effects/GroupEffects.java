package dev.dml.analysis.effects;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.EffectSignal;
import dev.dml.model.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The average effect in each of some groups, from the signal of each row.
 *
 * <p>With numerators s and denominators h of {@link EffectSignal}, the effect in a group G is
 * &Sigma;<sub>G</sub> s / &Sigma;<sub>G</sub> h, and its influence values are 1<sub>G</sub> (s
 * &minus; h &tau;) / E<sub>n</sub>[1<sub>G</sub> h]. Where all h are 1, this is the regression of s
 * on the indicators of the groups with White's standard errors (HC0). Source: Semenova and
 * Chernozhukov, <i>Debiased machine learning of conditional average treatment effects</i>, The
 * Econometrics Journal 24 (2021).
 */
final class GroupEffects implements Analysis<List<GroupEffect>> {

  private final CausalData data;
  private final List<Column> groups;
  private final Aggregation aggregation;
  private final double level;
  private final SortedMap<Integer, Map<Parameter, List<Estimate>>> repetitions = new TreeMap<>();

  /**
   * An analysis.
   *
   * @param groups a column of 0 and 1 for each group
   * @param level the level of the confidence intervals
   */
  GroupEffects(CausalData data, List<Column> groups, Aggregation aggregation, double level) {
    this.data = data;
    this.groups = List.copyOf(groups);
    this.aggregation = aggregation;
    this.level = level;
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, List<Estimate>> effects = new LinkedHashMap<>();
    repetition
        .signals()
        .forEach(
            (parameter, signal) -> {
              SamplingDesign design = repetition.solutions().get(parameter).design();
              effects.put(
                  parameter, groups.stream().map(group -> effect(signal, group, design)).toList());
            });
    repetitions.put(repetition.number(), effects);
  }

  private static Estimate effect(EffectSignal signal, Column group, SamplingDesign design) {
    try {
      return signal.among(row -> group.get(row) == 1).solve(design).estimate();
    } catch (UnidentifiedException e) {
      throw new UnidentifiedException(
          "the effect in group "
              + group.name()
              + " is not identified: none of its rows counts in the average");
    }
  }

  @Override
  public List<GroupEffect> result() {
    List<GroupEffect> effects = new ArrayList<>();
    for (Parameter parameter : repetitions.get(repetitions.firstKey()).keySet()) {
      for (int g = 0; g < groups.size(); g++) {
        int position = g;
        List<Estimate> ofGroup =
            repetitions.values().stream()
                .map(repetition -> repetition.get(parameter).get(position))
                .toList();
        effects.add(
            new GroupEffect(
                data.treatments().get(parameter.treatment()).name(),
                parameter.level(),
                groups.get(g).name(),
                size(groups.get(g)),
                aggregation.of(ofGroup, data.rows(), level),
                ofGroup));
      }
    }
    return effects;
  }

  private static int size(Column group) {
    int size = 0;
    for (int row = 0; row < group.size(); row++) {
      size += group.get(row) == 1 ? 1 : 0;
    }
    return size;
  }
}
