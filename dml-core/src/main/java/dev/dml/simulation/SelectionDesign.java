package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The population of {@code make_ssm_data} in DoubleML for Python, in which outcomes are missing:
 * normal covariates with covariances 0.5<sup>|j - k|</sup>, f = sum of 0.4 x<sub>j</sub> /
 * j<sup>2</sup>, d = 1{f + w &gt; 0}, s = 1{f + d + gamma z + u &gt; 0} and y = theta d + f + e
 * where s = 1, with standard normal w, z, u and e.
 *
 * <p>Missing at random, gamma is 0 and u and e are independent; otherwise gamma is 1, and they have
 * the correlation 0.8, so that the selected rows differ from the others in e.
 *
 * @param rows the number of observations
 * @param covariates how many there are, at least 1
 * @param theta the effect
 * @param atRandom whether outcomes are missing at random
 */
record SelectionDesign(int rows, int covariates, double theta, boolean atRandom) implements Design {

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Covariates x = Covariates.correlated(rows, covariates, 0.5, random);
    double correlation = atRandom ? 0 : 0.8;
    double[] z = new double[rows];
    double[] d = new double[rows];
    double[] s = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double f = 0.4 * x.index(i);
      double u = random.nextGaussian();
      double e = correlation * u + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      z[i] = random.nextGaussian();
      d[i] = f + random.nextGaussian() > 0 ? 1 : 0;
      s[i] = f + d[i] + (atRandom ? 0 : z[i]) + u > 0 ? 1 : 0;
      y[i] = theta * d[i] + f + e;
    }
    CausalDataBuilder data = x.with(y, d).selected("s", s);
    return (atRandom ? data : data.instrument("z", z)).build();
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("ssm") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }
}
