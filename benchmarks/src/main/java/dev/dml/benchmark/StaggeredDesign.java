package dev.dml.benchmark;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.model.GroupPeriod;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Units in five periods that begin to be treated in period 3, 4 or 5, or never: the first
 * population of {@code make_did_CS2021} in DoubleML for Python, after Callaway and Sant'Anna
 * (2021).
 *
 * <p>The covariates Z are those of {@code did-sz2020}. The log-odds of the k-th of the four groups
 * are 0.75 (1 &minus; k / 4) (&minus;Z<sub>1</sub> + Z<sub>2</sub> / 2 &minus; Z<sub>3</sub> / 4
 * &minus; Z<sub>4</sub> / 5), k = 0, ..., 3, within &plusmn;2.5, and no group has a chance below
 * 0.05. The outcome in period t is 210 + t / 5 (27.4 Z<sub>1</sub> + 13.7 (Z<sub>2</sub> +
 * Z<sub>3</sub> + Z<sub>4</sub>)) + t + a normal effect of the unit with mean k + an error, and for
 * units treated for e periods, the first included, e (1 + X<sub>1</sub> / 10) more.
 *
 * @param units how many
 */
record StaggeredDesign(int units) implements Design {

  private static final int PERIODS = 5;
  private static final int GROUPS = 3;
  private static final int FIRST = 3;

  /**
   * E[X<sub>1</sub> | group] of the three groups: means over 24 million units drawn as here, each
   * counting by its chance of the group, with standard errors of 0.0001.
   */
  private static final double[] X1 = {-0.2256, -0.0896, 0.0658};

  /** Draws of one unit. */
  // Made for one use and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Unit(double x1, double[] z, int group) {}

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Unit[] all = new Unit[units];
    Arrays.setAll(all, unit -> unit(random));
    int rows = units * PERIODS;
    double[] y = new double[rows];
    double[] cohort = new double[rows];
    double[] id = new double[rows];
    double[] time = new double[rows];
    double[][] z = new double[4][rows];
    for (int row = 0; row < rows; row++) {
      Unit unit = all[row / PERIODS];
      id[row] = Math.floorDiv(row, PERIODS);
      time[row] = row % PERIODS + 1.0;
      cohort[row] = unit.group() == GROUPS ? 0 : FIRST + unit.group();
      for (int j = 0; j < z.length; j++) {
        z[j][row] = unit.z()[j];
      }
    }
    for (int u = 0; u < units; u++) {
      double own = all[u].group() + random.nextGaussian();
      for (int t = 1; t <= PERIODS; t++) {
        y[u * PERIODS + t - 1] = own + outcome(all[u], t) + random.nextGaussian();
      }
    }
    CausalDataBuilder data =
        CausalData.builder().outcome("y", y).treatment("g", cohort).unit("id", id).time("t", time);
    for (int j = 0; j < z.length; j++) {
      data.covariate("z" + (j + 1), z[j]);
    }
    return data.build();
  }

  private static Unit unit(RandomGenerator random) {
    double[] x = random.doubles(4).map(u -> random.nextGaussian()).toArray();
    double[] z = observed(x);
    double index = -z[0] + z[1] / 2 - z[2] / 4 - z[3] / 5;
    double[] odds = new double[GROUPS + 1];
    Arrays.setAll(
        odds, k -> Math.exp(Math.clamp(0.75 * (1 - k / (GROUPS + 1.0)) * index, -2.5, 2.5)));
    double sum = Arrays.stream(odds).sum();
    double[] chances = Arrays.stream(odds).map(o -> Math.clamp(o / sum, 0.05, 0.95)).toArray();
    double u = random.nextDouble() * Arrays.stream(chances).sum();
    int group = 0;
    while (group < GROUPS && u >= chances[group]) {
      u -= chances[group++];
    }
    return new Unit(x[0], z, group);
  }

  /** Standardised with the moments of the population, to four digits of a simulated one. */
  private static double[] observed(double[] x) {
    double third = 0.6 + x[0] * x[2] / 25;
    double fourth = 20 + x[1] + x[3];
    return new double[] {
      (Math.exp(x[0] / 2) - Math.exp(0.125)) / Math.sqrt(Math.exp(0.5) - Math.exp(0.25)),
      x[1] / (1 + Math.exp(x[0])) / SECOND,
      (third * third * third - 0.21888) / Math.sqrt(0.0019833),
      (fourth * fourth - 402) / Math.sqrt(3208)
    };
  }

  /** The standard deviation of X2 / (1 + exp X1): E[L(-X1)^2] = 0.29338 for a standard normal. */
  private static final double SECOND = Math.sqrt(0.29338);

  private static double outcome(Unit unit, int t) {
    double[] z = unit.z();
    double level = 210 + t / (double) PERIODS * (27.4 * z[0] + 13.7 * (z[1] + z[2] + z[3])) + t;
    int exposure = unit.group() == GROUPS ? 0 : Math.max(0, t - FIRST - unit.group() + 1);
    return level + exposure * (1 + unit.x1() / 10);
  }

  /** The average effect on a group in a period. */
  static double effect(GroupPeriod at) {
    double exposure = Math.max(0, at.period() - at.group() + 1);
    return exposure * (1 + X1[(int) at.group() - FIRST] / 10);
  }

  /** There is one for each group and period: {@link #effect(GroupPeriod)}. */
  @Override
  public OptionalDouble effect(String model, String score) {
    return OptionalDouble.empty();
  }
}
