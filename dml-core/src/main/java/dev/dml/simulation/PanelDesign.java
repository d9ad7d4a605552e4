package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The panel of {@code make_plpr_CP2025} in DoubleML for Python, with rows by {@code id} and {@code
 * time}. Covariates are normal with the variance 5, independent over time and of each other; with
 * standard normal c, u and v, d<sub>it</sub> = m(x<sub>it</sub>) + c<sub>i</sub> + v<sub>it</sub>
 * and y<sub>it</sub> = theta d<sub>it</sub> + g(x<sub>it</sub>) + a<sub>i</sub> + u<sub>it</sub>.
 * The effect of a unit is a<sub>i</sub> = (mean<sub>i</sub>(d) &minus; mean(d)) / 4 +
 * mean<sub>i</sub>(x<sub>1</sub> + x<sub>3</sub>) / 4 + e<sub>i</sub>, with e normal with the
 * variance 0.95.
 *
 * <p>Design 1: m = g = x<sub>1</sub> / 4 + x<sub>3</sub>. Design 2, with the logistic function L: m
 * = cos x<sub>1</sub> + L(x<sub>3</sub>) / 4, g = L(x<sub>1</sub>) + cos(x<sub>3</sub>) / 4. Design
 * 3: m = max(x<sub>1</sub>, 0) / 4 + x<sub>1</sub> x<sub>3</sub> / 2, g = x<sub>1</sub>
 * x<sub>3</sub> / 2 + max(x<sub>3</sub>, 0) / 4.
 *
 * @param units the number of units
 * @param periods the number of periods, at least 2
 * @param covariates how many there are, at least 3
 * @param kind the number of the design, from 1 to 3
 * @param theta the effect
 */
record PanelDesign(int units, int periods, int covariates, int kind, double theta)
    implements Design {

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    int rows = units * periods;
    Covariates x = Covariates.correlated(rows, covariates, 0, random);
    for (double[] column : x.columns()) {
      for (int row = 0; row < rows; row++) {
        column[row] *= Math.sqrt(5);
      }
    }
    double[] unit = new double[rows];
    double[] time = new double[rows];
    double[] d = new double[rows];
    double[] meanOfUnit = new double[units];
    double meanOfAll = 0;
    for (int i = 0; i < units; i++) {
      double c = random.nextGaussian();
      for (int row = i * periods; row < (i + 1) * periods; row++) {
        unit[row] = i + 1;
        time[row] = row - i * periods + 1;
        d[row] = m(x.at(0, row), x.at(2, row)) + c + random.nextGaussian();
        meanOfUnit[i] += d[row] / periods;
      }
      meanOfAll += meanOfUnit[i] / units;
    }
    double[] y = new double[rows];
    for (int i = 0; i < units; i++) {
      double a =
          0.25 * (meanOfUnit[i] - meanOfAll)
              + 0.25 * relevant(x, i)
              + Math.sqrt(0.95) * random.nextGaussian();
      for (int row = i * periods; row < (i + 1) * periods; row++) {
        y[row] = theta * d[row] + g(x.at(0, row), x.at(2, row)) + a + random.nextGaussian();
      }
    }
    return x.with(y, d).unit("id", unit).time("time", time).build();
  }

  /** The mean of x1 + x3 over a unit. */
  private double relevant(Covariates x, int i) {
    double sum = 0;
    for (int row = i * periods; row < (i + 1) * periods; row++) {
      sum += x.at(0, row) + x.at(2, row);
    }
    return sum / periods;
  }

  private double m(double x1, double x3) {
    return switch (kind) {
      case 1 -> 0.25 * x1 + x3;
      case 2 -> StrictMath.cos(x1) + 0.25 * Covariates.logistic(x3);
      default -> 0.25 * Math.max(x1, 0) + 0.5 * x1 * x3;
    };
  }

  private double g(double x1, double x3) {
    return switch (kind) {
      case 1 -> 0.25 * x1 + x3;
      case 2 -> Covariates.logistic(x1) + 0.25 * StrictMath.cos(x3);
      default -> 0.5 * x1 * x3 + 0.25 * Math.max(x3, 0);
    };
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("panel-plr") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }
}
