package dev.dml.benchmark;

import dev.dml.analysis.policy.PolicyNode;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.random.Seed;
import dev.dml.simulation.Design;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;

/**
 * A treatment whose effect theta + x<sub>1</sub> grows with the first of five independent normal
 * covariates, by the quartiles of which there are four groups: the log-odds of the treatment are
 * (x<sub>1</sub> + x<sub>2</sub>) / 2, and y = (theta + x<sub>1</sub>) d + x<sub>1</sub> +
 * x<sub>2</sub> / 2 + u.
 *
 * @param rows the number of observations
 * @param theta the average effect
 */
record DescribedDesign(int rows, double theta) implements Design {

  private static final int COVARIATES = 5;

  /** The upper quartile of a normal distribution. */
  private static final double QUARTILE = 0.6744897501960817;

  private static final double[] BOUNDS = {
    Double.NEGATIVE_INFINITY, -QUARTILE, 0, QUARTILE, Double.POSITIVE_INFINITY
  };

  /** The columns of the groups. */
  static final List<String> GROUPS = List.of("first", "second", "third", "fourth");

  @Override
  public CausalData draw(Seed seed) {
    RandomGenerator random = seed.generator();
    double[][] x = new double[COVARIATES][rows];
    double[] d = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      d[i] = random.nextDouble() < 1 / (1 + Math.exp(-(x[0][i] + x[1][i]) / 2)) ? 1 : 0;
      y[i] = (theta + x[0][i]) * d[i] + x[0][i] + x[1][i] / 2 + random.nextGaussian();
    }
    CausalDataBuilder data = CausalData.builder().outcome("y", y).treatment("d", d);
    for (int j = 0; j < COVARIATES; j++) {
      data.covariate("x" + (j + 1), x[j]);
    }
    for (int g = 0; g < GROUPS.size(); g++) {
      data.modifier(members(g, x[0]));
    }
    return data.modifier("x1", x[0]).build();
  }

  private static Column members(int group, double[] x1) {
    return Column.of(
        GROUPS.get(group),
        Arrays.stream(x1).map(x -> x > BOUNDS[group] && x <= BOUNDS[group + 1] ? 1 : 0).toArray());
  }

  /** The average effect in a group: theta + E[x1 | group]. */
  static double effectOfGroup(int group, double theta) {
    return theta + (density(BOUNDS[group]) - density(BOUNDS[group + 1])) * GROUPS.size();
  }

  /** What a tree of one question about x1 is worth: the mean of the effects that it allows. */
  static double value(PolicyNode tree, double theta) {
    return switch (tree) {
      case PolicyNode.Leaf leaf -> leaf.action() * theta;
      case PolicyNode.Question question ->
          action(question.left()) * (theta - worth(question.threshold(), theta))
              + action(question.right()) * worth(question.threshold(), theta);
    };
  }

  private static int action(PolicyNode leaf) {
    return leaf.action(column -> Double.NaN);
  }

  /** E[(theta + x1) 1{x1 > threshold}]. */
  private static double worth(double threshold, double theta) {
    return theta * (1 - distribution(threshold)) + density(threshold);
  }

  /** That of treating those with an effect above zero. */
  static double bestValue(double theta) {
    return worth(-theta, theta);
  }

  private static double density(double t) {
    return Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double distribution(double t) {
    return Erf.erfc(-t / Math.sqrt(2)) / 2;
  }

  @Override
  public OptionalDouble effect(String model, String score) {
    return model.equals("irm") && score.equals("ate")
        ? OptionalDouble.of(theta)
        : OptionalDouble.empty();
  }
}
