package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * A treatment with the levels 0, 1 and 2, of independent normal covariates x<sub>1</sub> to
 * x<sub>5</sub>: the log-odds of 1 against 0 are x<sub>1</sub> / 2, those of 2 against 0 are
 * x<sub>2</sub> / 2 &minus; x<sub>1</sub> / 2, and y = a / 2 + (1 + a / 2) (x<sub>1</sub> +
 * x<sub>2</sub> / 2 + x<sub>3</sub> / 4) + u at level a, so that the average outcome is a / 2.
 *
 * @param rows the number of observations
 */
record LevelsDesign(int rows) implements Design {

  private static final int COVARIATES = 5;

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    double[][] x = new double[COVARIATES][rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      double one = Math.exp(x[0][i] / 2);
      double two = Math.exp((x[1][i] - x[0][i]) / 2);
      double u = random.nextDouble() * (1 + one + two);
      d[i] = u < 1 ? 0 : u < 1 + one ? 1 : 2;
      y[i] =
          average(d[i])
              + (1 + d[i] / 2) * (x[0][i] + x[1][i] / 2 + x[2][i] / 4)
              + random.nextGaussian();
    }
    CausalDataBuilder data = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int j = 0; j < COVARIATES; j++) {
      data.covariate("x" + (j + 1), x[j]);
    }
    return data.build();
  }

  /** The average outcome if everybody were at a level. */
  static double average(double level) {
    return level / 2;
  }

  /** There is one for each level: {@link #average}. */
  @Override
  public OptionalDouble effect(String model, String score) {
    return OptionalDouble.empty();
  }
}
