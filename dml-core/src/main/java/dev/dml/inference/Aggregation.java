package dev.dml.inference;

import dev.dml.random.Seed;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A published rule that makes one estimate of the estimates &theta;<sub>r</sub>, s<sub>r</sub> of R
 * repetitions.
 *
 * <p>The median of an even number of values is the mean of the two middle ones. Except under {@link
 * #MEDIAN}, t, p and the interval follow from the aggregated coefficient and standard error.
 */
public enum Aggregation {

  /**
   * The median coefficient with standard error sqrt(median<sub>r</sub>(s<sub>r</sub><sup>2</sup> +
   * (&theta;<sub>r</sub> &minus; &theta;)<sup>2</sup>)): the variance between sample splits at full
   * size.
   *
   * <p>Source: {@code ddml} for Stata and R (Ahrens, Hansen, Schaffer and Wiemann, The Stata
   * Journal 24, 2024), rule {@code md}; Chernozhukov et al. (2018), Definition 3.3, applied to the
   * variance of &theta;.
   */
  MEDIAN_SPREAD {
    @Override
    Inference reduced(List<Estimate> repetitions, int observations, double level) {
      double theta = median(repetitions, Estimate::coefficient);
      double variance = median(repetitions, r -> squaredError(r, theta));
      return Inference.of(new Estimate(theta, Math.sqrt(variance)), level);
    }
  },

  /**
   * The rule of DoubleML for Python since 0.10: the median coefficient; the standard error
   * (median<sub>r</sub>(&theta;<sub>r</sub> + 1.96 s<sub>r</sub>) &minus; &theta;) / 1.96; t and p
   * from these two; the medians of the interval bounds of the repetitions.
   *
   * <p>Its interval is not the one that t and p belong to; it is here for comparison digit by
   * digit.
   */
  MEDIAN {
    @Override
    Inference reduced(List<Estimate> repetitions, int observations, double level) {
      double theta = median(repetitions, Estimate::coefficient);
      double upper = median(repetitions, r -> r.coefficient() + 1.96 * r.standardError());
      double standardError = (upper - theta) / 1.96;
      double t = theta / standardError;
      return new Inference(
          theta,
          standardError,
          t,
          Inference.twoSided(t),
          new ConfidenceInterval(
              level,
              median(repetitions, r -> ConfidenceInterval.of(r, level).lower()),
              median(repetitions, r -> ConfidenceInterval.of(r, level).upper())));
    }
  },

  /**
   * The rule of DoubleML for R: the median coefficient with standard error
   * sqrt(median<sub>r</sub>(n s<sub>r</sub><sup>2</sup> + (&theta;<sub>r</sub> &minus;
   * &theta;)<sup>2</sup>) / n), in which the variance between splits is divided by the number of
   * observations n.
   */
  MEDIAN_R {
    @Override
    Inference reduced(List<Estimate> repetitions, int observations, double level) {
      double theta = median(repetitions, Estimate::coefficient);
      double scaled =
          median(
              repetitions,
              r -> {
                double deviation = r.coefficient() - theta;
                return observations * r.standardError() * r.standardError() + deviation * deviation;
              });
      return Inference.of(new Estimate(theta, Math.sqrt(scaled / observations)), level);
    }
  },

  /**
   * The mean coefficient with the harmonic mean of the variances, standard error sqrt(R /
   * &Sigma;<sub>r</sub> 1 / (s<sub>r</sub><sup>2</sup> + (&theta;<sub>r</sub> &minus;
   * &theta;)<sup>2</sup>)).
   *
   * <p>Source: {@code ddml}, rule {@code mn}.
   */
  MEAN_SPREAD {
    @Override
    Inference reduced(List<Estimate> repetitions, int observations, double level) {
      double theta = Mean.of(repetitions.size(), r -> repetitions.get(r).coefficient());
      // A plain sum, which stays infinite where a repetition has no error at all.
      double precision = repetitions.stream().mapToDouble(r -> 1 / squaredError(r, theta)).sum();
      return Inference.of(new Estimate(theta, Math.sqrt(repetitions.size() / precision)), level);
    }

    @Override
    double monteCarloError(double[] coefficients, Seed seed) {
      return MonteCarloError.ofMean(coefficients);
    }
  };

  /**
   * The aggregate of the repetitions.
   *
   * @param repetitions at least one
   * @param observations the number of observations n
   * @param level the level of the confidence interval, in (0, 1)
   */
  public Inference of(List<Estimate> repetitions, int observations, double level) {
    if (repetitions.isEmpty()) {
      throw new IllegalArgumentException("at least one repetition is needed, but there was none");
    }
    // In a unit in which squares neither over- nor underflow.
    Magnitude unit =
        Magnitude.of(
            repetitions.stream()
                .flatMapToDouble(r -> DoubleStream.of(r.coefficient(), r.standardError()))
                .toArray());
    Magnitude inverse = Magnitude.ONE.over(unit);
    List<Estimate> reduced =
        repetitions.stream()
            .map(
                r ->
                    new Estimate(
                        inverse.restored(r.coefficient()), inverse.restored(r.standardError())))
            .toList();
    Inference inference = reduced(reduced, observations, level);
    return new Inference(
        unit.restored(inference.coefficient()),
        unit.restored(inference.standardError()),
        inference.t(),
        inference.p(),
        new ConfidenceInterval(
            level,
            unit.restored(inference.interval().lower()),
            unit.restored(inference.interval().upper())));
  }

  /**
   * How far the aggregated coefficient is from that of infinitely many repetitions: the standard
   * deviation of its Monte Carlo error, given the data. For a mean that is the standard deviation
   * of the repetitions over the root of their number, for a median that of the medians of bootstrap
   * samples of them.
   *
   * @param repetitions at least two
   * @param seed the seed of the bootstrap
   */
  public double monteCarloError(List<Estimate> repetitions, Seed seed) {
    if (repetitions.size() < 2) {
      throw new IllegalArgumentException(
          "at least two repetitions are needed, but there were " + repetitions.size());
    }
    return monteCarloError(repetitions.stream().mapToDouble(Estimate::coefficient).toArray(), seed);
  }

  double monteCarloError(double[] coefficients, Seed seed) {
    return MonteCarloError.ofMedian(coefficients, seed);
  }

  abstract Inference reduced(List<Estimate> repetitions, int observations, double level);

  private static double squaredError(Estimate r, double theta) {
    double deviation = r.coefficient() - theta;
    return r.standardError() * r.standardError() + deviation * deviation;
  }

  private static double median(List<Estimate> repetitions, ToDoubleFunction<Estimate> value) {
    return Median.of(repetitions.stream().mapToDouble(value).toArray());
  }
}
