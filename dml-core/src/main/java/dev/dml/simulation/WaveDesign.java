package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The partially linear population of {@code make_plr_turrell2018} in DoubleML for Python: normal
 * covariates with random covariances A'A / p of standard normal A, p x p, which belong to the data
 * set; with the index t = sum of x<sub>j</sub> / j and standard normal v and u, d = sinh 1 / (2 pi
 * (cosh 1 - cos t)) + v and y = theta d + sin<sup>2</sup> t + u.
 *
 * <p>The smallest asymptotic variance is Var(u) / Var(v) = 1.
 *
 * @param rows the number of observations
 * @param covariates how many there are, at least 1
 * @param theta the effect
 */
record WaveDesign(int rows, int covariates, double theta) implements Design {

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    double[][] mixing = new double[covariates][covariates];
    for (double[] row : mixing) {
      fill(row, random);
    }
    double[][] x = new double[covariates][rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    double[] independent = new double[covariates];
    for (int i = 0; i < rows; i++) {
      fill(independent, random);
      double index = 0;
      for (int j = 0; j < covariates; j++) {
        x[j][i] = mixed(independent, mixing[j]);
        index += x[j][i] / (j + 1);
      }
      d[i] = treatment(index) + random.nextGaussian();
      double wave = StrictMath.sin(index);
      y[i] = theta * d[i] + wave * wave + random.nextGaussian();
    }
    return new Covariates(x).with(y, d).build();
  }

  private static void fill(double[] values, RandomGenerator random) {
    for (int j = 0; j < values.length; j++) {
      values[j] = random.nextGaussian();
    }
  }

  private static double mixed(double[] independent, double[] weights) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * independent[j];
    }
    return sum / Math.sqrt(weights.length);
  }

  private static double treatment(double index) {
    return StrictMath.sinh(1) / (2 * Math.PI * (StrictMath.cosh(1) - StrictMath.cos(index)));
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("plr") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble oracleStandardError(String model, String score) {
    return model.equals("plr") ? OptionalDouble.of(Math.sqrt(1.0 / rows)) : OptionalDouble.empty();
  }
}
