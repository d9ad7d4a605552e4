package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The population of Sant'Anna and Zhao, <i>Doubly robust difference-in-differences estimators</i>
 * (Journal of Econometrics 219, 2020), as in {@code make_did_SZ2020} of DoubleML for Python: y is
 * the change of an outcome between two periods, and nobody's is due to the treatment.
 *
 * <p>From standard normal X<sub>1</sub> to X<sub>4</sub> come Z<sub>1</sub> = exp(X<sub>1</sub>/2),
 * Z<sub>2</sub> = 10 + X<sub>2</sub> / (1 + exp X<sub>1</sub>), Z<sub>3</sub> = (0.6 +
 * X<sub>1</sub> X<sub>3</sub> / 25)<sup>3</sup> and Z<sub>4</sub> = (20 + X<sub>2</sub> +
 * X<sub>4</sub>)<sup>2</sup>, each standardised in the data set; they are the covariates. With f(W)
 * = 210 + 27.4 W<sub>1</sub> + 13.7 (W<sub>2</sub> + W<sub>3</sub> + W<sub>4</sub>) the outcome
 * changes by f(W) + e<sub>1</sub> - e<sub>0</sub>, and the log-odds of the treatment are 0.75
 * (-W<sub>1</sub> + W<sub>2</sub>/2 - W<sub>3</sub>/4 - W<sub>4</sub>/10). In design 1 W is Z in
 * both, in 2 it is X for the treatment, in 3 X for the outcome, in 4 X in both; in 5 and 6 the
 * treatment is a fair coin, and W is Z and X for the outcome.
 *
 * @param rows the number of observations
 * @param kind which of the six
 */
record ChangeDesign(int rows, int kind) implements Design {

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    double[][] x = new double[4][rows];
    for (int i = 0; i < rows; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
    }
    double[][] z = observed(x);
    double[][] ofOutcome = kind == 3 || kind == 4 || kind == 6 ? x : z;
    double[][] ofTreatment = kind == 2 || kind == 4 ? x : z;
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double propensity = kind >= 5 ? 0.5 : Covariates.logistic(logOdds(ofTreatment, i));
      d[i] = random.nextDouble() < propensity ? 1 : 0;
      y[i] = level(ofOutcome, i) + random.nextGaussian() - random.nextGaussian();
    }
    return new Covariates(z).with(y, d).build();
  }

  private static double level(double[][] w, int i) {
    return 210 + 27.4 * w[0][i] + 13.7 * (w[1][i] + w[2][i] + w[3][i]);
  }

  private static double logOdds(double[][] w, int i) {
    return 0.75 * (-w[0][i] + 0.5 * w[1][i] - 0.25 * w[2][i] - 0.1 * w[3][i]);
  }

  private static double[][] observed(double[][] x) {
    int rows = x[0].length;
    double[][] z = new double[4][rows];
    for (int i = 0; i < rows; i++) {
      z[0][i] = StrictMath.exp(x[0][i] / 2);
      z[1][i] = 10 + x[1][i] / (1 + StrictMath.exp(x[0][i]));
      double third = 0.6 + x[0][i] * x[2][i] / 25;
      z[2][i] = third * third * third;
      double fourth = 20 + x[1][i] + x[3][i];
      z[3][i] = fourth * fourth;
    }
    return Arrays.stream(z).map(ChangeDesign::standardized).toArray(double[][]::new);
  }

  private static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    return Arrays.stream(values).map(value -> (value - mean) / Math.sqrt(variance)).toArray();
  }

  /**
   * 0 if the score allows for a treatment that depends on the covariates, or it does not depend.
   */
  @Override
  public OptionalDouble effect(String model, String score) {
    boolean holds = !score.equals("experimental") || kind >= 5;
    return model.equals("did") && holds ? OptionalDouble.of(0) : OptionalDouble.empty();
  }
}
