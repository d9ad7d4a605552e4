package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.random.RandomGenerator;

/**
 * A simulated study whose true effect is known, in the forms that DoubleML for Python gives them:
 * covariates normal with covariances rho<sup>|j - k|</sup>.
 */
enum Design {
  /**
   * The partially linear model of {@code make_plr_CCDDHNR2018}: with standard normal v and u, d =
   * x<sub>1</sub> + x<sub>3</sub>'s logistic / 4 + v and y = effect d + logistic(x<sub>1</sub>) +
   * x<sub>3</sub> / 4 + u.
   *
   * <p>No regular estimator has a smaller asymptotic variance than Var(u) / Var(v) = 1.
   */
  PARTIALLY_LINEAR(0.7, 1) {
    @Override
    CausalData draw(int rows, int covariates, double effect, Seed seed) {
      RandomGenerator random = seed.generator();
      double[][] x = covariates(rows, covariates, random);
      double[] d = new double[rows];
      double[] y = new double[rows];
      for (int i = 0; i < rows; i++) {
        d[i] = x[0][i] + 0.25 * logistic(x[2][i]) + random.nextGaussian();
        y[i] = effect * d[i] + logistic(x[0][i]) + 0.25 * x[2][i] + random.nextGaussian();
      }
      return data(y, d, x);
    }
  },

  /**
   * The interactive model of {@code make_irm_data} with R<sup>2</sup> of 1/2 in both equations:
   * with the index t = x'b, b<sub>j</sub> = 1 / j<sup>2</sup>, scaled to variance 1, P(d = 1 | x) =
   * logistic(pi t / sqrt 3) and y = effect d + t d + u.
   *
   * <p>The smallest asymptotic variance is 2 (1 + exp(pi<sup>2</sup> / 6)) + 1.
   */
  INTERACTIVE(0.5, 2 * (1 + Math.exp(Math.PI * Math.PI / 6)) + 1) {
    @Override
    CausalData draw(int rows, int covariates, double effect, Seed seed) {
      RandomGenerator random = seed.generator();
      double[][] x = covariates(rows, covariates, random);
      double scale = 1 / Math.sqrt(indexVariance(covariates));
      double[] d = new double[rows];
      double[] y = new double[rows];
      for (int i = 0; i < rows; i++) {
        double index = scale * index(x, i);
        d[i] = random.nextDouble() < logistic(Math.PI / Math.sqrt(3) * index) ? 1 : 0;
        y[i] = effect * d[i] + index * d[i] + random.nextGaussian();
      }
      return data(y, d, x);
    }

    private static double index(double[][] x, int row) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += weight(j) * x[j][row];
      }
      return sum;
    }

    private double indexVariance(int covariates) {
      double sum = 0;
      for (int j = 0; j < covariates; j++) {
        for (int k = 0; k < covariates; k++) {
          sum += weight(j) * weight(k) * Math.pow(correlation(), Math.abs(j - k));
        }
      }
      return sum;
    }

    private static double weight(int j) {
      return 1.0 / ((j + 1) * (j + 1));
    }
  };

  private final double correlation;
  private final double efficientVariance;

  Design(double correlation, double efficientVariance) {
    this.correlation = correlation;
    this.efficientVariance = efficientVariance;
  }

  /** A simulated data set; the same for the same arguments. */
  abstract CausalData draw(int rows, int covariates, double effect, Seed seed);

  /** The standard error of an estimator that knows the nuisances. */
  double oracleStandardError(int rows) {
    return Math.sqrt(efficientVariance / rows);
  }

  /** The correlation of neighbouring covariates. */
  final double correlation() {
    return correlation;
  }

  /** Columns of an autoregressive sequence, whose covariances are correlation^|j - k|. */
  final double[][] covariates(int rows, int columns, RandomGenerator random) {
    double[][] x = new double[columns][rows];
    double innovation = Math.sqrt(1 - correlation * correlation);
    for (int i = 0; i < rows; i++) {
      x[0][i] = random.nextGaussian();
      for (int j = 1; j < columns; j++) {
        x[j][i] = correlation * x[j - 1][i] + innovation * random.nextGaussian();
      }
    }
    return x;
  }

  private static CausalData data(double[] y, double[] d, double[][] x) {
    CausalData.Builder builder = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int j = 0; j < x.length; j++) {
      builder.covariate("x" + (j + 1), x[j]);
    }
    return builder.build();
  }

  private static double logistic(double t) {
    return 1 / (1 + Math.exp(-t));
  }
}
