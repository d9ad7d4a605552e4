package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The partially linear population of {@code make_plr_CCDDHNR2018} with five covariates, sampled by
 * clusters of 5 to 20 rows: half of the variance of each covariate and of both errors is common to
 * the rows of a cluster, so that standard errors for independent rows are about a third of those
 * that are right.
 *
 * @param clusters their number
 * @param theta the effect
 */
record ClusteredDesign(int clusters, double theta) implements Design {

  private static final int COVARIATES = 5;
  private static final int SMALLEST = 5;
  private static final int LARGEST = 20;

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    int[] sizes = random.ints(clusters, SMALLEST, LARGEST + 1).toArray();
    int rows = Arrays.stream(sizes).sum();
    double[][] x = new double[COVARIATES][rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    double[] cluster = new double[rows];
    int row = 0;
    for (int c = 0; c < clusters; c++) {
      double[] common = random.doubles(COVARIATES + 2L).map(u -> random.nextGaussian()).toArray();
      for (int member = 0; member < sizes[c]; member++, row++) {
        for (int j = 0; j < COVARIATES; j++) {
          x[j][row] = half(common[j], random);
        }
        d[row] = x[0][row] + logistic(x[2][row]) / 4 + half(common[COVARIATES], random);
        y[row] =
            theta * d[row]
                + logistic(x[0][row])
                + x[2][row] / 4
                + half(common[COVARIATES + 1], random);
        cluster[row] = c;
      }
    }
    CausalDataBuilder data =
        CausalData.builder().outcome("y", y).treatment("d", d).cluster("c", cluster);
    for (int j = 0; j < COVARIATES; j++) {
      data.covariate("x" + (j + 1), x[j]);
    }
    return data.build();
  }

  private static double half(double common, RandomGenerator random) {
    return Math.sqrt(0.5) * (common + random.nextGaussian());
  }

  private static double logistic(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("plr") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }
}
