package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The population with two dimensions of clusters of {@code make_pliv_multiway_cluster_CKMS2021} in
 * DoubleML for Python: one row for each pair of a cluster of {@code c1} and one of {@code c2}.
 * Every variable is half one of the row's own, a quarter one of its first and a quarter one of its
 * second cluster; so are normal covariates with covariances 0.25<sup>|j - k|</sup>, standard normal
 * v, and normal (e, u) with correlation 0.25. With weights 2<sup>-j</sup>, z = sum of weighted
 * x<sub>j</sub> + v, d = z + the same sum + u and y = theta d + the same sum + e.
 *
 * @param first the number of clusters of {@code c1}
 * @param second the number of clusters of {@code c2}
 * @param covariates how many there are, at least 1
 * @param theta the effect
 */
record TwoWayDesign(int first, int second, int covariates, double theta) implements Design {

  private static final double CORRELATION = 0.25;

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    double[][] ofFirst = parts(first, random);
    double[][] ofSecond = parts(second, random);
    int rows = first * second;
    double[][] own = parts(rows, random);
    double[][] x = new double[covariates][rows];
    double[] z = new double[rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    double[] c1 = new double[rows];
    double[] c2 = new double[rows];
    for (int row = 0; row < rows; row++) {
      int firstCluster = row / second;
      c1[row] = firstCluster;
      c2[row] = row % second;
      double[] all = new double[covariates + 3];
      for (int j = 0; j < all.length; j++) {
        all[j] = 0.5 * own[row][j] + 0.25 * (ofFirst[row / second][j] + ofSecond[row % second][j]);
      }
      double sum = 0;
      for (int j = 0; j < covariates; j++) {
        x[j][row] = all[j];
        sum += all[j] * StrictMath.pow(0.5, j + 1.0);
      }
      z[row] = sum + all[covariates];
      d[row] = z[row] + sum + all[covariates + 1];
      y[row] = theta * d[row] + sum + all[covariates + 2];
    }
    return new Covariates(x)
        .with(y, d)
        .instrument("z", z)
        .cluster("c1", c1)
        .cluster("c2", c2)
        .build();
  }

  /** The covariates, v, u and e of some units. */
  private double[][] parts(int units, RandomGenerator random) {
    double innovation = Math.sqrt(1 - CORRELATION * CORRELATION);
    double[][] parts = new double[units][covariates + 3];
    for (double[] part : parts) {
      part[0] = random.nextGaussian();
      for (int j = 1; j < covariates; j++) {
        part[j] = CORRELATION * part[j - 1] + innovation * random.nextGaussian();
      }
      part[covariates] = random.nextGaussian();
      part[covariates + 1] = random.nextGaussian();
      part[covariates + 2] =
          CORRELATION * part[covariates + 1] + innovation * random.nextGaussian();
    }
    return parts;
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("pliv") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }
}
