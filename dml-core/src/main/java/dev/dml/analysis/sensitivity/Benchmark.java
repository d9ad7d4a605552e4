package dev.dml.analysis.sensitivity;

import dev.dml.inference.Median;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How strong a confounder some covariates would be, had they not been observed: what an estimation
 * without them loses. All are medians over the repetitions.
 *
 * <p>For an average of effects, gains are averaged by what each effect adds to the bound of the
 * bias: w B / &Sigma; w B with its weight w and B = &sigma; &nu;. By the inequality of Cauchy and
 * Schwarz a confounder with both averages moves the average of the effects at least as far as one
 * with the gains of each.
 *
 * @param cfY (&sigma;<sub>s</sub>&sup2; &minus; &sigma;&sup2;) / &sigma;&sup2;, in [0, 1], with
 *     &sigma;<sub>s</sub> of the estimation without them
 * @param cfD (&nu;&sup2; &minus; &nu;<sub>s</sub>&sup2;) / &nu;<sub>s</sub>&sup2;, in [0, 1]
 * @param rho the change of the estimate by the largest that these two allow, from &minus;1 to 1
 * @param change the estimate without them, less that with them
 */
public record Benchmark(double cfY, double cfD, double rho, double change) {

  /**
   * An estimate in two estimations, one of which lacks covariates.
   *
   * @param weight its weight in an average; 1 if it is one by itself
   * @param all its bias with all covariates, in every repetition
   * @param without the same without some
   */
  public record Compared(
      double weight, List<OmittedVariableBias> all, List<OmittedVariableBias> without) {

    /** Copies. */
    public Compared {
      all = List.copyOf(all);
      without = List.copyOf(without);
    }

    private Losses losses(int repetition) {
      return new Losses(weight, all.get(repetition), without.get(repetition));
    }
  }

  /** Of an estimate that is no average. */
  static Benchmark of(List<OmittedVariableBias> all, List<OmittedVariableBias> without) {
    return of(List.of(new Compared(1, all, without)));
  }

  /** Of an average of estimates with the same repetitions. */
  public static Benchmark of(List<Compared> average) {
    return new Benchmark(
        median(average, losses -> gain(losses, Losses::outcomeGain)),
        median(average, losses -> gain(losses, Losses::treatmentGain)),
        median(average, Benchmark::correlation),
        median(average, losses -> sum(losses, Losses::change)));
  }

  private static double median(List<Compared> average, ToDoubleFunction<List<Losses>> value) {
    return Median.of(
        IntStream.range(0, average.getFirst().all().size())
            .mapToObj(r -> average.stream().map(each -> each.losses(r)).toList())
            .mapToDouble(value)
            .toArray());
  }

  private static double sum(List<Losses> losses, ToDoubleFunction<Losses> value) {
    return losses.stream().mapToDouble(value).sum();
  }

  /** The average by what each adds to the bound, or by weights alone if nothing is bounded. */
  private static double gain(List<Losses> losses, ToDoubleFunction<Losses> gain) {
    ToDoubleFunction<Losses> size = sum(losses, Losses::bound) > 0 ? Losses::bound : Losses::size;
    double all = sum(losses, size);
    return sum(losses, each -> size.applyAsDouble(each) / all * gain.applyAsDouble(each));
  }

  /** 1 in absolute value where the covariates explain nothing, so that any change is too much. */
  private static double correlation(List<Losses> losses) {
    double change = sum(losses, Losses::change);
    double most = sum(losses, Losses::largestChange);
    return Math.signum(change) * (most == 0 ? 1 : Math.min(1, Math.abs(change) / most));
  }

  /** What an estimate of one repetition loses without some covariates. */
  private record Losses(double weight, OmittedVariableBias all, OmittedVariableBias without) {

    double size() {
      return Math.abs(weight);
    }

    double bound() {
      return size() * all.bias();
    }

    double outcomeGain() {
      return gain(without.sigma(), all.sigma());
    }

    double treatmentGain() {
      return gain(all.nu(), without.nu());
    }

    /** By how much the square of one is larger than that of the other, as a share of the other. */
    private static double gain(double larger, double smaller) {
      double ratio = larger / smaller;
      return Math.clamp((ratio - 1) * (ratio + 1), 0, 1);
    }

    double change() {
      return weight * (without.estimate().coefficient() - all.estimate().coefficient());
    }

    double largestChange() {
      DoubleBinaryOperator gained = (large, small) -> Math.sqrt((large - small) * (large + small));
      return without.sigma() > all.sigma() && all.nu() > without.nu()
          ? size()
              * gained.applyAsDouble(without.sigma(), all.sigma())
              * gained.applyAsDouble(all.nu(), without.nu())
          : 0;
    }
  }
}
