package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The interactive population of {@code make_irm_data} in DoubleML for Python: normal covariates
 * with covariances 0.5<sup>|j - k|</sup>, and the index t = sum of x<sub>j</sub> / j<sup>2</sup>,
 * scaled to variance 1. With a = sqrt(R2d / (1 - R2d)), b = sqrt(R2y / (1 - R2y)) and the logistic
 * function L, P(d = 1 | x) = L(pi a t / sqrt 3) and y = theta d + b t d + u.
 *
 * <p>The average effect is theta; that on the treated is theta + 2 b E[t L(pi a t / sqrt 3)], that
 * on the untreated theta less the same. The smallest asymptotic variance for the average effect is
 * 2 (1 + exp(pi<sup>2</sup> a<sup>2</sup> / 6)) + b<sup>2</sup>.
 *
 * @param rows the number of observations
 * @param covariates how many there are, at least 1
 * @param theta the average effect
 * @param r2d how much of the treatment's latent index the covariates explain, in [0, 1)
 * @param r2y how much of the treated outcome they explain, in [0, 1)
 */
record InteractiveDesign(int rows, int covariates, double theta, double r2d, double r2y)
    implements Design {

  private static final double CORRELATION = 0.5;

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Covariates x = Covariates.correlated(rows, covariates, CORRELATION, random);
    double scale = 1 / Math.sqrt(Covariates.indexVariance(covariates, CORRELATION));
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double index = scale * x.index(i);
      d[i] = random.nextDouble() < Covariates.logistic(slope() * index) ? 1 : 0;
      y[i] = theta * d[i] + outcomeSlope() * index * d[i] + random.nextGaussian();
    }
    return x.with(y, d).build();
  }

  /** The slope of the log-odds of the treatment in the scaled index. */
  private double slope() {
    return Math.PI / Math.sqrt(3) * Math.sqrt(r2d / (1 - r2d));
  }

  private double outcomeSlope() {
    return Math.sqrt(r2y / (1 - r2y));
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return switch (model + " " + score) {
      // By symmetry the mean of t is 0 under the weights m(1 - m) of the last three, too.
      case "irm ate", "irm ato", "plr partialling-out", "plr iv-type" -> OptionalDouble.of(theta);
      case "irm atte" -> OptionalDouble.of(theta + excessOfTreated());
      case "irm atu" -> OptionalDouble.of(theta - excessOfTreated());
      default -> OptionalDouble.empty();
    };
  }

  /** 2 b E[t L(s t)] with standard normal t, by Simpson's rule on [-12, 12]. */
  private double excessOfTreated() {
    int intervals = 4800;
    double width = 24.0 / intervals;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double t = -12 + i * width;
      double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      double density = StrictMath.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
      sum += weight * t * Covariates.logistic(slope() * t) * density;
    }
    return 2 * outcomeSlope() * sum * width / 3;
  }

  @Override
  public OptionalDouble oracleStandardError(String model, String score) {
    double variance =
        2 * (1 + StrictMath.exp(slope() * slope() / 2)) + outcomeSlope() * outcomeSlope();
    return model.equals("irm") && score.equals("ate")
        ? OptionalDouble.of(Math.sqrt(variance / rows))
        : OptionalDouble.empty();
  }
}
