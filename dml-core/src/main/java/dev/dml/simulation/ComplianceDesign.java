package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;

/**
 * The population of {@code make_iivm_data} in DoubleML for Python, in which not everybody takes
 * what the instrument offers: normal covariates with covariances 0.5<sup>|j - k|</sup>, a fair
 * instrument z of 0 and 1, normal (u, v) with correlation 0.3, d = 1{alpha z + v &gt; 0} and y =
 * theta d + sum of x<sub>j</sub> / j<sup>2</sup> + u.
 *
 * <p>A share Phi(alpha) - 1/2 complies. The smallest asymptotic variance is 4 / share<sup>2</sup>.
 *
 * @param rows the number of observations
 * @param covariates how many there are, at least 1
 * @param theta the effect
 * @param alpha how strong the instrument is, more than 0
 */
record ComplianceDesign(int rows, int covariates, double theta, double alpha) implements Design {

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Covariates x = Covariates.correlated(rows, covariates, 0.5, random);
    double[] z = new double[rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double u = random.nextGaussian();
      double v = 0.3 * u + Math.sqrt(1 - 0.3 * 0.3) * random.nextGaussian();
      z[i] = random.nextBoolean() ? 1 : 0;
      d[i] = alpha * z[i] + v > 0 ? 1 : 0;
      y[i] = theta * d[i] + x.index(i) + u;
    }
    return x.with(y, d).instrument("z", z).build();
  }

  private double share() {
    return Erf.erf(alpha / Math.sqrt(2)) / 2;
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("iivm") || model.equals("pliv")
        ? OptionalDouble.of(theta)
        : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble oracleStandardError(String model, String score) {
    return effect(model, score).isPresent()
        ? OptionalDouble.of(2 / share() / Math.sqrt(rows))
        : OptionalDouble.empty();
  }
}
