package dev.dml.analysis.effects;

import dev.dml.analysis.Analysis;
import dev.dml.analysis.JointBounds;
import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierSource;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Estimate;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.Solution;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.EffectSignal;
import dev.dml.model.Parameter;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The average effect in each of some groups, from the signal of each row.
 *
 * <p>With numerators s and denominators h of {@link EffectSignal}, the effect in a group G is
 * &Sigma;<sub>G</sub> s / &Sigma;<sub>G</sub> h, and its influence values are 1<sub>G</sub> (s
 * &minus; h &tau;) / E<sub>n</sub>[1<sub>G</sub> h]. Where all h are 1, this is the regression of s
 * on the indicators of the groups with White's standard errors (HC0). Joint intervals and the test
 * that all are the same come from their covariance, as for a curve. Source: Semenova and
 * Chernozhukov, <i>Debiased machine learning of conditional average treatment effects</i>, The
 * Econometrics Journal 24 (2021).
 */
final class GroupEffects implements Analysis<List<GroupEffect>> {

  private final CausalData data;
  private final List<Column> groups;
  private final long seed;
  private final Aggregation aggregation;
  private final double level;
  private final SortedMap<Integer, Map<Parameter, OfRepetition>> repetitions = new TreeMap<>();

  /** What is kept of a repetition. */
  private record OfRepetition(
      List<Estimate> effects, LinearPrediction prediction, double critical) {}

  /**
   * An analysis.
   *
   * @param groups a column of 0 and 1 for each group
   * @param seed the seed of the run
   * @param level the level of the confidence intervals
   */
  GroupEffects(
      CausalData data, List<Column> groups, long seed, Aggregation aggregation, double level) {
    this.data = data;
    this.groups = List.copyOf(groups);
    this.seed = seed;
    this.aggregation = aggregation;
    this.level = level;
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    Map<Parameter, OfRepetition> effects = new LinkedHashMap<>();
    repetition
        .signals()
        .forEach(
            (parameter, signal) -> {
              SamplingDesign design = repetition.solution(parameter).design();
              effects.put(parameter, kept(signal, design, repetition.number()));
            });
    repetitions.put(repetition.number(), effects);
  }

  private OfRepetition kept(EffectSignal signal, SamplingDesign design, int repetition) {
    List<Estimate> effects = new ArrayList<>();
    double[][] contributions = new double[groups.size()][];
    for (int g = 0; g < contributions.length; g++) {
      Solution solution = solution(signal, groups.get(g), design);
      effects.add(solution.estimate());
      contributions[g] = solution.contributions();
    }
    LinearPrediction prediction =
        new LinearPrediction(
            effects.stream().mapToDouble(Estimate::coefficient).toArray(),
            CrossProducts.of(contributions));
    MultiplierSource normals =
        MultiplierSource.drawn(
            Multiplier.GAUSSIAN,
            new Seed(seed).with("groups").value(),
            repetition,
            CurveQuestion.DRAWS);
    return new OfRepetition(
        effects,
        prediction,
        new JointBand(prediction.covariance(), each())
            .critical(normals, CurveQuestion.DRAWS, level));
  }

  /** A place for each group, of which only its own indicator is one. */
  private double[][] each() {
    double[][] each = new double[groups.size()][groups.size()];
    for (int g = 0; g < each.length; g++) {
      each[g][g] = 1;
    }
    return each;
  }

  private static Solution solution(EffectSignal signal, Column group, SamplingDesign design) {
    try {
      return signal.among(row -> group.get(row) == 1).solve(design);
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
    for (Parameter parameter : parameters()) {
      List<OfRepetition> kept = kept(parameter);
      AggregatedPrediction prediction = aggregated(kept);
      List<ConfidenceInterval> joint = bounds(kept).of(aggregation, prediction.coefficients());
      for (int g = 0; g < groups.size(); g++) {
        int position = g;
        effects.add(
            new GroupEffect(
                data.treatments().get(parameter.treatment()).name(),
                parameter.level(),
                groups.get(g).name(),
                size(groups.get(g)),
                prediction.coefficients().get(g),
                joint.get(g),
                kept.stream().map(each -> each.effects().get(position)).toList()));
      }
    }
    return effects;
  }

  /** What is said about all groups together, for each parameter. */
  List<GroupComparison> comparisons() {
    double[] constant = new double[groups.size()];
    Arrays.fill(constant, 1);
    return parameters().stream()
        .map(
            parameter ->
                new GroupComparison(
                    data.treatments().get(parameter.treatment()).name(),
                    parameter.level(),
                    bounds(kept(parameter)).criticalValue(),
                    aggregated(kept(parameter)).flatness(constant)))
        .toList();
  }

  private List<Parameter> parameters() {
    return List.copyOf(repetitions.sequencedValues().getFirst().keySet());
  }

  private List<OfRepetition> kept(Parameter parameter) {
    return repetitions.values().stream().map(each -> each.get(parameter)).toList();
  }

  private AggregatedPrediction aggregated(List<OfRepetition> kept) {
    return new AggregatedPrediction(
        kept.stream().map(OfRepetition::effects).toList(),
        kept.stream().map(OfRepetition::prediction).toList(),
        aggregation,
        data.rows(),
        level);
  }

  private JointBounds bounds(List<OfRepetition> kept) {
    return new JointBounds(
        level,
        kept.stream().map(OfRepetition::effects).toList(),
        kept.stream().mapToDouble(OfRepetition::critical).toArray());
  }

  private static int size(Column group) {
    return (int) IntStream.range(0, group.size()).filter(row -> group.get(row) == 1).count();
  }
}
