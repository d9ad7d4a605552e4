package dev.dml.simulation;

import dev.dml.data.CausalData;
import dev.dml.random.Seed;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The partially linear populations in which Ahrens, Hansen, Schaffer and Wiemann, <i>ddml:
 * Double/debiased machine learning in Stata</i> (The Stata Journal 24, 2024), compare learners:
 * normal covariates with covariances 0.5<sup>|j - k|</sup>, and one function g of them in both
 * nuisances.
 *
 * <p>With standard normal v and u, d = a g + s v and y = theta d + b g + r u, where s is
 * proportional to |1 + a g|, r to |1 + theta d + b g|, and the mean of each square over the data
 * set is 1. By the numbers of their tables, g is
 *
 * <ol>
 *   <li>&Sigma; 0.9<sup>j</sup> x<sub>j</sub> of 50 covariates;
 *   <li>x<sub>1</sub>x<sub>2</sub> + x<sub>3</sub><sup>2</sup> + x<sub>4</sub>x<sub>5</sub> +
 *       x<sub>6</sub>x<sub>7</sub> + x<sub>8</sub>x<sub>9</sub> + x<sub>10</sub> +
 *       x<sub>11</sub><sup>2</sup> + x<sub>12</sub>x<sub>13</sub> of 50;
 *   <li>1{x<sub>1</sub> &gt; 0.3} 1{x<sub>2</sub> &gt; 0} 1{x<sub>3</sub> &gt; -1} of 50;
 *   <li>x<sub>1</sub> + |x<sub>2</sub>|<sup>1/2</sup> + sin x<sub>3</sub> + 0.3
 *       x<sub>4</sub>x<sub>5</sub> + x<sub>6</sub> + 0.3 x<sub>7</sub><sup>2</sup> of 50;
 *   <li>the same of 7.
 * </ol>
 *
 * <p>a and b are theirs, by which g explains half of the variance of d and of y.
 *
 * @param rows the number of observations
 * @param kind which of the five
 * @param theta the effect
 */
record UnequalErrorsDesign(int rows, int kind, double theta) implements Design {

  private static final double[] OF_TREATMENT = {0.298, 0.275, 2.29, 0.547, 0.547};
  private static final double[] OF_OUTCOME = {0.189, 0.1633, 1.42, 0.335, 0.335};

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    Covariates x = Covariates.correlated(rows, kind == 5 ? 7 : 50, 0.5, random);
    double[] ofTreatment = new double[rows];
    double[] ofOutcome = new double[rows];
    for (int i = 0; i < rows; i++) {
      double common = common(x, i);
      ofTreatment[i] = OF_TREATMENT[kind - 1] * common;
      ofOutcome[i] = OF_OUTCOME[kind - 1] * common;
    }
    double[] d = observed(ofTreatment, random);
    for (int i = 0; i < rows; i++) {
      ofOutcome[i] += theta * d[i];
    }
    return x.with(observed(ofOutcome, random), d).build();
  }

  /** Means, and an error each whose standard deviation is proportional to |1 + the mean|. */
  private static double[] observed(double[] means, RandomGenerator random) {
    double squares = 0;
    for (double mean : means) {
      squares += (1 + mean) * (1 + mean);
    }
    double scale = Math.sqrt(squares / means.length);
    double[] observed = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      observed[i] = means[i] + Math.abs(1 + means[i]) / scale * random.nextGaussian();
    }
    return observed;
  }

  private double common(Covariates x, int row) {
    return switch (kind) {
      case 1 -> decreasing(x, row);
      case 2 -> products(x, row);
      case 3 -> x.at(0, row) > 0.3 && x.at(1, row) > 0 && x.at(2, row) > -1 ? 1 : 0;
      default ->
          x.at(0, row)
              + Math.sqrt(Math.abs(x.at(1, row)))
              + StrictMath.sin(x.at(2, row))
              + 0.3 * x.at(3, row) * x.at(4, row)
              + x.at(5, row)
              + 0.3 * square(x.at(6, row));
    };
  }

  private static double decreasing(Covariates x, int row) {
    double sum = 0;
    double weight = 1;
    for (int j = 0; j < x.columns().length; j++) {
      weight *= 0.9;
      sum += weight * x.at(j, row);
    }
    return sum;
  }

  private static double products(Covariates x, int row) {
    return x.at(0, row) * x.at(1, row)
        + square(x.at(2, row))
        + x.at(3, row) * x.at(4, row)
        + x.at(5, row) * x.at(6, row)
        + x.at(7, row) * x.at(8, row)
        + x.at(9, row)
        + square(x.at(10, row))
        + x.at(11, row) * x.at(12, row);
  }

  private static double square(double value) {
    return value * value;
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("plr") ? OptionalDouble.of(theta) : OptionalDouble.empty();
  }
}
