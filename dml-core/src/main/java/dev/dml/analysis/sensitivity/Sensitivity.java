package dev.dml.analysis.sensitivity;

import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How sensitive an estimate is to a confounder that nobody observed.
 *
 * @param confounding the confounder
 * @param level the level of each one-sided interval
 * @param lower the smallest effect that it leaves possible, with its standard error
 * @param upper the largest
 * @param lowerEnd the end of the one-sided interval of the smallest
 * @param upperEnd the end of the one-sided interval of the largest
 * @param robustness the robustness value RV: how strong, cf<sub>y</sub> = cf<sub>d</sub> = RV, it
 *     would have to be for the bound to reach the null
 * @param significantRobustness RVa, how strong for the one-sided interval to reach the null
 * @param benchmarks what the named groups of covariates would be as confounders
 * @param contour the bound nearer to the null for other strengths
 * @param repetitions the bias in every repetition, in order
 */
public record Sensitivity(
    Confounding confounding,
    double level,
    Estimate lower,
    Estimate upper,
    double lowerEnd,
    double upperEnd,
    double robustness,
    double significantRobustness,
    Map<String, Benchmark> benchmarks,
    Contour contour,
    List<OmittedVariableBias> repetitions) {

  /** Copies; the order is kept. */
  public Sensitivity {
    benchmarks = Collections.unmodifiableMap(new LinkedHashMap<>(benchmarks));
    repetitions = List.copyOf(repetitions);
  }

  /** What a reader should know of the numbers, in sentences; often nothing. */
  public List<String> warnings() {
    long count = repetitions.stream().filter(OmittedVariableBias::fallsBack).count();
    return count == 0
        ? List.of()
        : List.of(
            "sensitivity: the orthogonal form of nu2 was not positive in "
                + count
                + " of "
                + repetitions.size()
                + " repetitions, so that the mean square of the Riesz representer took its place:"
                + " the propensities are extreme or badly predicted, and the bounds are too");
  }

  /**
   * Aggregates the repetitions by the rule of the estimate.
   *
   * @param observations the number of observations n
   * @param level the level of a one-sided interval, in (0.5, 1)
   * @param all the bias in every repetition
   * @param benchmarks what the named groups of covariates would be as confounders
   */
  public static Sensitivity of(
      Confounding confounding,
      Aggregation aggregation,
      int observations,
      double level,
      List<OmittedVariableBias> all,
      Map<String, Benchmark> benchmarks) {
    BiasPath path = new BiasPath(all, aggregation, observations, level);
    double strength = confounding.strength();
    Inference lower = path.at(-strength);
    Inference upper = path.at(strength);
    return new Sensitivity(
        confounding,
        level,
        new Estimate(lower.coefficient(), lower.standardError()),
        new Estimate(upper.coefficient(), upper.standardError()),
        lower.interval().lower(),
        upper.interval().upper(),
        confounding.share(path.strengthOfBound(confounding.nullEffect())),
        confounding.share(path.strengthOfInterval(confounding.nullEffect())),
        benchmarks,
        Contour.of(confounding, path, benchmarks.values()),
        all);
  }
}
