package dev.dml.analysis.policy;

import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.inference.Estimate;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SampleMean;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.EffectSignal;
import dev.dml.model.Level;
import dev.dml.model.Parameter;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * What can be done in one repetition, and what it is worth in each row.
 *
 * @param treatment the position of the treatment
 * @param actions their names
 * @param ofLevels whether actions are levels, worth their outcomes; otherwise the first is worth
 *     nothing and the second the effect
 * @param worth numerators of signals, by action and row
 * @param count by how much a row counts in an average, the denominator of the signals
 * @param partition into the folds of the repetition
 * @param design how the rows were sampled
 */
// Large, made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Decision(
    int treatment,
    List<String> actions,
    boolean ofLevels,
    double[][] worth,
    double[] count,
    Partition partition,
    SamplingDesign design) {

  /** The decisions of a repetition: about the levels of a treatment, or about each treatment. */
  static List<Decision> of(ScoredRepetition repetition, double cost) {
    Map<Parameter, EffectSignal> signals = repetition.signals();
    List<Decision> decisions = new ArrayList<>();
    for (ScoredRepetition.Group group : repetition.groups()) {
      List<Parameter> parameters = List.copyOf(group.solutions().keySet());
      SamplingDesign design = repetition.solution(parameters.getFirst()).design();
      if (parameters.getFirst().level().isPresent()) {
        decisions.add(ofLevels(parameters, signals, group.partition(), design));
      } else {
        for (Parameter parameter : parameters) {
          EffectSignal signal = Objects.requireNonNull(signals.get(parameter));
          double[][] worth = {new double[signal.numerator().length], net(signal, cost)};
          decisions.add(
              new Decision(
                  parameter.treatment(),
                  List.of("0", "1"),
                  false,
                  worth,
                  signal.denominator(),
                  group.partition(),
                  design));
        }
      }
    }
    return decisions;
  }

  private static Decision ofLevels(
      List<Parameter> levels,
      Map<Parameter, EffectSignal> signals,
      Partition partition,
      SamplingDesign design) {
    return new Decision(
        levels.getFirst().treatment(),
        levels.stream().map(each -> each.level().map(Level::name).orElseThrow()).toList(),
        true,
        levels.stream()
            .map(each -> Objects.requireNonNull(signals.get(each)).numerator())
            .toArray(double[][]::new),
        Objects.requireNonNull(signals.get(levels.getFirst())).denominator(),
        partition,
        design);
  }

  private static double[] net(EffectSignal signal, double cost) {
    double[] net = signal.numerator().clone();
    for (int row = 0; row < net.length; row++) {
      net[row] -= cost * signal.denominator()[row];
    }
    return net;
  }

  /** What each action but the first is worth beyond the first, by action and weighted row. */
  double[][] rewards(CausalData data) {
    SampleMean weights = SampleMean.of(data);
    double[][] rewards = new double[worth.length - 1][count.length];
    for (int a = 1; a < worth.length; a++) {
      for (int row = 0; row < count.length; row++) {
        rewards[a - 1][row] = (worth[a][row] - worth[0][row]) * weights.weight(row);
      }
    }
    return rewards;
  }

  /** The average worth of what is done in each row. */
  Estimate value(int[] done) {
    return average(row -> worth[done[row]][row]);
  }

  /** How much more that is than one action for all. */
  Estimate gain(int[] done, int over) {
    return average(row -> worth[done[row]][row] - worth[over][row]);
  }

  private Estimate average(IntToDoubleFunction value) {
    double[] a = new double[count.length];
    double[] b = new double[count.length];
    for (int row = 0; row < a.length; row++) {
      a[row] = -count[row];
      b[row] = value.applyAsDouble(row);
    }
    return new LinearScore(a, b).solve(design).estimate();
  }
}
