package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.text.Sentence;
import dev.dml.inference.Solution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An average of effects on groups in periods, whose influence values are the averages of theirs.
 *
 * <p>It is made of blocks, in each of which the effects of groups count by the shares of the groups
 * s: c &Sigma; m s &theta; / &Sigma; m s, with a number m for each effect and c for the block. If
 * the shares are taken for estimates, a unit of group g adds &Sigma; c m (&theta; &minus;
 * &theta;<sub>block</sub>) / &Sigma; m s over the effects of its group to the influence values, as
 * in Callaway and Sant'Anna (2021), Corollary 2.
 *
 * @param family what is averaged over
 * @param at the group, period or exposure whose average it is; empty for that of all
 * @param parts the effects
 * @param estimatedShares whether shares of groups count as estimated
 */
public record EffectAverage(
    Family family, Optional<Double> at, List<Part> parts, boolean estimatedShares) {

  /** What effects are averaged over. */
  public enum Family {
    /** The periods of each group, all counting alike; over all, groups by their shares. */
    GROUP("group"),
    /** The groups in each period by their shares; over all, periods counting alike. */
    TIME("period"),
    /**
     * The groups at each time since their treatment by their shares; over all, times since the
     * treatment counting alike.
     */
    EVENT_STUDY("since");

    private final String word;

    Family(String word) {
      this.word = word;
    }

    /**
     * What stands before the number of an average: {@code group}, {@code period}, {@code since}.
     */
    public String word() {
      return word;
    }

    /** An average in words: {@code since 2}, {@code all groups}. */
    public String nameOf(Optional<Double> at) {
      return at.map(value -> word + " " + Sentence.number(value))
          .orElse(this == EVENT_STUDY ? "since 0 and later" : "all " + word + "s");
    }
  }

  /**
   * An effect in an average.
   *
   * @param parameter the effect
   * @param weight its weight
   * @param perShare its weight over the share of its group
   * @param block the number of its block
   */
  public record Part(Parameter parameter, double weight, double perShare, int block) {}

  /** Copies. */
  public EffectAverage {
    parts = List.copyOf(parts);
  }

  /** The weight of each effect, in the order of the parts. */
  public Map<Parameter, Double> weights() {
    Map<Parameter, Double> weights = new LinkedHashMap<>();
    parts.forEach(part -> weights.merge(part.parameter, part.weight, Double::sum));
    return weights;
  }

  /** The solution for it, from those for the effects. */
  public Solution of(Map<Parameter, Solution> solutions, CausalData data) {
    List<Solution> averaged = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    weights()
        .forEach(
            (parameter, weight) -> {
              averaged.add(Objects.requireNonNull(solutions.get(parameter)));
              weights.add(weight);
            });
    return Solution.average(
        averaged, weights, estimatedShares ? ofShares(solutions, data) : new double[data.rows()]);
  }

  /** What the shares of groups add to the influence values. */
  private double[] ofShares(Map<Parameter, Solution> solutions, CausalData data) {
    Map<Integer, Double> sums = new HashMap<>();
    Map<Integer, Double> counts = new HashMap<>();
    for (Part part : parts) {
      double theta = Objects.requireNonNull(solutions.get(part.parameter)).estimate().coefficient();
      sums.merge(part.block, part.weight * theta, Double::sum);
      counts.merge(part.block, part.weight, Double::sum);
    }
    Map<Double, Double> byGroup = new HashMap<>();
    for (Part part : parts) {
      double theta = Objects.requireNonNull(solutions.get(part.parameter)).estimate().coefficient();
      double ofBlock =
          Objects.requireNonNull(sums.get(part.block))
              / Objects.requireNonNull(counts.get(part.block));
      byGroup.merge(
          part.parameter.cell().orElseThrow().group(),
          part.perShare * (theta - ofBlock),
          Double::sum);
    }
    Column cohort = data.treatments().getFirst();
    double[] influence = new double[data.rows()];
    for (int row = 0; row < influence.length; row++) {
      influence[row] = byGroup.getOrDefault(cohort.get(row), 0.0);
    }
    return influence;
  }
}
