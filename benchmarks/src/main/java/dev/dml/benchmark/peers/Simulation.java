package dev.dml.benchmark.peers;

import dev.dml.random.Seed;
import java.util.List;
import java.util.random.RandomGenerator;

/** A made-up population with continuous covariates, an outcome y and a treatment d. */
public enum Simulation {
  /**
   * Covariates uniform on (0, 1); y = f(x) + 3.5 e and d = f(x) / 5 + v with Friedman's function f
   * = 10 sin(pi x<sub>1</sub> x<sub>2</sub>) + 20 (x<sub>3</sub> - 1/2)<sup>2</sup> + 10
   * x<sub>4</sub> + 5 x<sub>5</sub> (<i>Multivariate adaptive regression splines</i>, Annals of
   * Statistics 1991). Needs 5 columns.
   */
  CURVED {
    @Override
    void row(double[] x, RandomGenerator random) {
      for (int j = 0; j < x.length; j++) {
        x[j] = random.nextDouble();
      }
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return curve(x) + 3.5 * random.nextGaussian();
    }

    @Override
    double treatment(double[] x, RandomGenerator random) {
      return curve(x) / 5 + random.nextGaussian();
    }
  },

  /** Independent standard normal covariates; coefficients 1/k of the first ten, noise 1. */
  SPARSE {
    @Override
    void row(double[] x, RandomGenerator random) {
      normal(x, 0, random);
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return line(x, Math.min(10, x.length)) + random.nextGaussian();
    }
  },

  /** The same with covariances 0.9<sup>|j - k|</sup> between the covariates. */
  SPARSE_CORRELATED {
    @Override
    void row(double[] x, RandomGenerator random) {
      normal(x, 0.9, random);
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return line(x, Math.min(10, x.length)) + random.nextGaussian();
    }
  },

  /** Covariances 0.5<sup>|j - k|</sup>, every coefficient 1/k, noise 1. */
  DENSE {
    @Override
    void row(double[] x, RandomGenerator random) {
      normal(x, 0.5, random);
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return line(x, x.length) + random.nextGaussian();
    }
  },

  /**
   * Covariances 0.5<sup>|j - k|</sup>; y is 1 with the logistic probability of the sum of x_k / k,
   * d with that of half the first three terms of it.
   */
  BINARY {
    @Override
    void row(double[] x, RandomGenerator random) {
      normal(x, 0.5, random);
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return binary(line(x, x.length), random);
    }

    @Override
    double treatment(double[] x, RandomGenerator random) {
      return binary(line(x, Math.min(3, x.length)) / 2, random);
    }
  };

  /** Fills the covariates of a row. */
  abstract void row(double[] x, RandomGenerator random);

  abstract double outcome(double[] x, RandomGenerator random);

  /** Unless another is named, half the sum of the first three covariates plus noise 1. */
  double treatment(double[] x, RandomGenerator random) {
    return line(x, Math.min(3, x.length)) / 2 + random.nextGaussian();
  }

  /** Draws rows; the same for the same arguments. */
  public Draw draw(int rows, int columns, long seed) {
    RandomGenerator random = new Seed(seed).with(name()).generator();
    double[][] x = new double[columns][rows];
    double[] y = new double[rows];
    double[] d = new double[rows];
    double[] row = new double[columns];
    for (int i = 0; i < rows; i++) {
      row(row, random);
      for (int j = 0; j < columns; j++) {
        x[j][i] = row[j];
      }
      y[i] = outcome(row, random);
      d[i] = treatment(row, random);
    }
    return new Draw(List.of(x), y, d);
  }

  private static double binary(double logOdds, RandomGenerator random) {
    return random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }

  private static double curve(double[] x) {
    double centred = x[2] - 0.5;
    return 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * centred * centred + 10 * x[3] + 5 * x[4];
  }

  private static double line(double[] x, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += x[j] / (j + 1);
    }
    return sum;
  }

  private static void normal(double[] x, double correlation, RandomGenerator random) {
    double innovation = Math.sqrt(1 - correlation * correlation);
    x[0] = random.nextGaussian();
    for (int j = 1; j < x.length; j++) {
      x[j] = correlation * x[j - 1] + innovation * random.nextGaussian();
    }
  }
}
