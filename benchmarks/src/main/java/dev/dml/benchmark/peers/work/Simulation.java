package dev.dml.benchmark.peers.work;

import dev.dml.random.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A made-up population with continuous covariates, an outcome y and a treatment d. */
public enum Simulation implements Source {
  /**
   * Covariates uniform on (0, 1); y = f(x) + 3.5 e and d = f(x) / 5 + v with Friedman's function f
   * = 10 sin(pi x<sub>1</sub> x<sub>2</sub>) + 20 (x<sub>3</sub> - 1/2)<sup>2</sup> + 10
   * x<sub>4</sub> + 5 x<sub>5</sub> (<i>Multivariate adaptive regression splines</i>, Annals of
   * Statistics 1991). Needs 5 columns.
   */
  CURVED {
    @Override
    void row(double[] x, RandomGenerator random) {
      uniform(x, random);
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

  /** The same covariates and function with noise 1: Friedman's first example as published. */
  FRIEDMAN {
    @Override
    void row(double[] x, RandomGenerator random) {
      uniform(x, random);
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return curve(x) + random.nextGaussian();
    }
  },

  /**
   * Independent covariates whose logarithms are normal with standard deviation 1.2; y =
   * x<sub>1</sub><sup>1.5</sup> + 5 x<sub>2</sub> 1{x<sub>3</sub> &gt; 1} + 3 e: what there is to
   * learn lies in the tails. Needs 3 columns.
   */
  LOG_NORMAL {
    @Override
    void row(double[] x, RandomGenerator random) {
      for (int j = 0; j < x.length; j++) {
        x[j] = Math.exp(1.2 * random.nextGaussian());
      }
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return Math.pow(x[0], 1.5) + (x[2] > 1 ? 5 * x[1] : 0) + 3 * random.nextGaussian();
    }
  },

  /**
   * Independent covariates of Student's t with 3 degrees of freedom; y = 2 x<sub>1</sub> + 3
   * |x<sub>2</sub>| 1{x<sub>3</sub> &gt; 0} + e, where e + 1.5 is Pareto with least value 1 and
   * index 3. Needs 3 columns.
   */
  HEAVY {
    @Override
    void row(double[] x, RandomGenerator random) {
      for (int j = 0; j < x.length; j++) {
        x[j] = student(random);
      }
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      double pareto = Math.pow(1 - random.nextDouble(), -1.0 / 3);
      return 2 * x[0] + (x[2] > 0 ? 3 * Math.abs(x[1]) : 0) + pareto - 1.5;
    }
  },

  /**
   * Independent covariates that are 0 with probability 0.2 and otherwise standard normal; y = 5
   * 1{x<sub>1</sub> = 0} + x<sub>2</sub><sup>2</sup> + 2 x<sub>3</sub> x<sub>4</sub> + e. Needs 4
   * columns.
   */
  TIED {
    @Override
    void row(double[] x, RandomGenerator random) {
      for (int j = 0; j < x.length; j++) {
        x[j] = random.nextDouble() < 0.2 ? 0 : random.nextGaussian();
      }
    }

    @Override
    double outcome(double[] x, RandomGenerator random) {
      return (x[0] == 0 ? 5 : 0) + x[1] * x[1] + 2 * x[2] * x[3] + random.nextGaussian();
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

  private static final long SEED = 42;

  /** Fills the covariates of a row. */
  abstract void row(double[] x, RandomGenerator random);

  abstract double outcome(double[] x, RandomGenerator random);

  /** Unless another is named, half the sum of the first three covariates plus noise 1. */
  double treatment(double[] x, RandomGenerator random) {
    return line(x, Math.min(3, x.length)) / 2 + random.nextGaussian();
  }

  @Override
  public Optional<Draw> rows(Work work, Map<String, Path> files) {
    return Optional.of(draw(work.rows(), work.columns(), SEED));
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

  private static void uniform(double[] x, RandomGenerator random) {
    for (int j = 0; j < x.length; j++) {
      x[j] = random.nextDouble();
    }
  }

  /** Student's t with 3 degrees of freedom. */
  private static double student(RandomGenerator random) {
    double squares = 0;
    for (int k = 0; k < 3; k++) {
      double normal = random.nextGaussian();
      squares += normal * normal;
    }
    return random.nextGaussian() / Math.sqrt(squares / 3);
  }

  private static void normal(double[] x, double correlation, RandomGenerator random) {
    double innovation = Math.sqrt(1 - correlation * correlation);
    x[0] = random.nextGaussian();
    for (int j = 1; j < x.length; j++) {
      x[j] = correlation * x[j - 1] + innovation * random.nextGaussian();
    }
  }
}
