package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The partially linear population of {@code make_plr_CCDDHNR2018} in DoubleML for Python: normal
 * covariates with covariances 0.7<sup>|j - k|</sup>; with standard normal v and u and the logistic
 * function L, d = x<sub>1</sub> + L(x<sub>3</sub>) / 4 + v and y = theta d + L(x<sub>1</sub>) +
 * x<sub>3</sub> / 4 + u.
 *
 * <p>No regular estimator has a smaller asymptotic variance than Var(u) / Var(v) = 1.
 *
 * @param rows the number of observations
 * @param covariates how many there are, at least 3
 * @param theta the effect
 */
record PartiallyLinearDesign(int rows, int covariates, double theta) implements Design {

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Covariates x = Covariates.correlated(rows, covariates, 0.7, random);
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      d[i] = x.at(0, i) + 0.25 * Covariates.logistic(x.at(2, i)) + random.nextGaussian();
      y[i] =
          theta * d[i]
              + Covariates.logistic(x.at(0, i))
              + 0.25 * x.at(2, i)
              + random.nextGaussian();
    }
    return x.with(y, d).build();
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
