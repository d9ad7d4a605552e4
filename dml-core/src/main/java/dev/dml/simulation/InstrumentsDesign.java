package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The partially linear population with instruments of {@code make_pliv_CHS2015} in DoubleML for
 * Python: normal covariates with covariances 0.5<sup>|j - k|</sup>, normal (e, u) with correlation
 * 0.6, instruments z<sub>j</sub> = x<sub>j</sub> + w<sub>j</sub> / 2 with standard normal w, d =
 * sum of x<sub>j</sub> / j<sup>2</sup> + sum of z<sub>j</sub> / j<sup>2</sup> + u and y = theta d +
 * sum of x<sub>j</sub> / j<sup>2</sup> + e.
 *
 * <p>The smallest asymptotic variance is 4 / sum of 1 / j<sup>4</sup> over the instruments.
 *
 * @param rows the number of observations
 * @param covariates how many there are, at least as many as instruments
 * @param instruments how many there are, at least 1
 * @param theta the effect
 */
record InstrumentsDesign(int rows, int covariates, int instruments, double theta)
    implements Design {

  InstrumentsDesign {
    if (instruments > covariates) {
      throw new IllegalArgumentException(
          "q: must be at most p, " + covariates + ", but was " + instruments);
    }
  }

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Covariates x = Covariates.correlated(rows, covariates, 0.5, random);
    double[][] z = new double[instruments][rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double e = random.nextGaussian();
      double u = 0.6 * e + 0.8 * random.nextGaussian();
      d[i] = x.index(i) + u;
      for (int j = 0; j < instruments; j++) {
        z[j][i] = x.at(j, i) + 0.5 * random.nextGaussian();
        d[i] += Covariates.weight(j) * z[j][i];
      }
      y[i] = theta * d[i] + x.index(i) + e;
    }
    CausalDataBuilder data = x.with(y, d);
    for (int j = 0; j < instruments; j++) {
      data.instrument(instruments == 1 ? "z" : "z" + (j + 1), z[j]);
    }
    return data.build();
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("pliv") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble oracleStandardError(String model, String score) {
    double strength = 0;
    for (int j = 0; j < instruments; j++) {
      strength += Covariates.weight(j) * Covariates.weight(j);
    }
    return model.equals("pliv")
        ? OptionalDouble.of(Math.sqrt(4 / strength / rows))
        : OptionalDouble.empty();
  }
}
