package dev.dml.analysis.sensitivity;

import dev.dml.inference.Median;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * How strong a confounder some covariates would be, had they not been observed: what an estimation
 * without them loses. All are medians over the repetitions.
 *
 * @param cfY (&sigma;<sub>s</sub>&sup2; &minus; &sigma;&sup2;) / &sigma;&sup2;, in [0, 1], with
 *     &sigma;<sub>s</sub> of the estimation without them
 * @param cfD (&nu;&sup2; &minus; &nu;<sub>s</sub>&sup2;) / &nu;<sub>s</sub>&sup2;, in [0, 1]
 * @param rho the change of the estimate by the largest that these two allow, from &minus;1 to 1
 * @param change the estimate without them, less that with them
 */
public record Benchmark(double cfY, double cfD, double rho, double change) {

  /** Compares the repetitions of two estimations, one of which lacks covariates. */
  static Benchmark of(List<OmittedVariableBias> all, List<OmittedVariableBias> without) {
    return new Benchmark(
        median(all, without, Benchmark::outcomeGain),
        median(all, without, Benchmark::treatmentGain),
        median(all, without, Benchmark::correlation),
        median(all, without, Benchmark::change));
  }

  private interface Comparison {
    double of(OmittedVariableBias all, OmittedVariableBias without);
  }

  private static double median(
      List<OmittedVariableBias> all, List<OmittedVariableBias> without, Comparison comparison) {
    return Median.of(
        IntStream.range(0, all.size())
            .mapToDouble(r -> comparison.of(all.get(r), without.get(r)))
            .toArray());
  }

  private static double outcomeGain(OmittedVariableBias all, OmittedVariableBias without) {
    return gain(without.sigma(), all.sigma());
  }

  private static double treatmentGain(OmittedVariableBias all, OmittedVariableBias without) {
    return gain(all.nu(), without.nu());
  }

  /** By how much the square of one is larger than that of the other, as a share of the other. */
  private static double gain(double larger, double smaller) {
    double ratio = larger / smaller;
    return Math.clamp((ratio - 1) * (ratio + 1), 0, 1);
  }

  private static double change(OmittedVariableBias all, OmittedVariableBias without) {
    return without.estimate().coefficient() - all.estimate().coefficient();
  }

  /** 1 in absolute value where the covariates explain nothing, so that any change is too much. */
  private static double correlation(OmittedVariableBias all, OmittedVariableBias without) {
    double change = change(all, without);
    DoubleBinaryOperator gained = (large, small) -> Math.sqrt((large - small) * (large + small));
    double most =
        without.sigma() > all.sigma() && all.nu() > without.nu()
            ? gained.applyAsDouble(without.sigma(), all.sigma())
                * gained.applyAsDouble(all.nu(), without.nu())
            : 0;
    return Math.signum(change) * (most == 0 ? 1 : Math.min(1, Math.abs(change) / most));
  }
}
