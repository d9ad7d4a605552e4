package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Expected solutions are those of coordinate descent to 1e-13, or their optimality conditions. */
class LassoHomotopyTest {

  private static final int COLUMNS = 40;

  private final RandomGenerator random = new Seed(5).generator();

  @Test
  void everySolutionOnAPathIsThatOfCoordinateDescent() {
    Problem problem = problem(0.5);
    LassoHomotopy homotopy = new LassoHomotopy(problem.gram, problem.linear, 1e-13);
    for (int i = 0; i <= 60; i++) {
      double weight = problem.largest() * Math.pow(0.85, i);
      double[] zeros = new double[COLUMNS];
      CoordinateDescent descent =
          new CoordinateDescent(new GramLoss(problem.gram, problem.linear), zeros, 1, 1e-13);
      assertThat(homotopy.solve(weight))
          .as("weight %s", weight)
          .containsExactly(descent.solve(weight), within(1e-9));
    }
  }

  /** Neighbours with correlation 0.99 make coefficients leave the path again. */
  @Test
  void theOptimalityConditionsHoldWithStronglyCorrelatedColumns() {
    Problem problem = problem(0.99);
    LassoHomotopy homotopy = new LassoHomotopy(problem.gram, problem.linear, 1e-13);
    for (int i = 0; i <= 80; i++) {
      double weight = problem.largest() * Math.pow(0.9, i);
      problem.assertOptimal(homotopy.solve(weight), weight);
    }
  }

  /** A column twice, and one of variance 0: coordinate descent takes over. */
  @Test
  void columnsThatFollowFromOthersDoNoHarm() {
    Problem problem = problem(0.5);
    for (int j = 0; j < COLUMNS; j++) {
      problem.gram[7][j] = problem.gram[3][j];
      problem.gram[j][7] = problem.gram[j][3];
      problem.gram[9][j] = 0;
      problem.gram[j][9] = 0;
    }
    problem.gram[7][7] = 1;
    problem.gram[3][7] = 1;
    problem.gram[7][3] = 1;
    problem.gram[7][9] = 0;
    problem.gram[9][7] = 0;
    problem.linear[7] = problem.linear[3];
    problem.linear[9] = 0;
    LassoHomotopy homotopy = new LassoHomotopy(problem.gram, problem.linear, 1e-10);
    for (int i = 0; i <= 60; i++) {
      double weight = problem.largest() * Math.pow(0.9, i);
      double[] solution = homotopy.solve(weight);
      problem.assertOptimal(solution, weight);
      assertThat(solution[9]).isZero();
    }
  }

  private Problem problem(double correlation) {
    int rows = 200;
    double[][] x = new double[COLUMNS][rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double last = random.nextGaussian();
      for (int j = 0; j < COLUMNS; j++) {
        last =
            correlation * last + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        x[j][i] = last;
      }
      y[i] = x[3][i] - 2 * x[11][i] + x[20][i] + random.nextGaussian();
    }
    for (double[] column : x) {
      StandardizedFeatures.center(column);
      double scale = StandardizedFeatures.rootMeanSquare(column);
      Arrays.setAll(column, i -> column[i] / scale);
    }
    double[][] gram = new double[COLUMNS][COLUMNS];
    double[] linear = new double[COLUMNS];
    for (int j = 0; j < COLUMNS; j++) {
      linear[j] = Vectors.dot(x[j], y, rows) / rows;
      for (int k = 0; k < COLUMNS; k++) {
        gram[j][k] = j == k ? 1 : Vectors.dot(x[j], x[k], rows) / rows;
      }
    }
    return new Problem(gram, linear);
  }

  private static final class Problem {

    final double[][] gram;
    final double[] linear;

    Problem(double[][] gram, double[] linear) {
      this.gram = gram;
      this.linear = linear;
    }

    double largest() {
      return Arrays.stream(linear).map(Math::abs).max().orElseThrow();
    }

    void assertOptimal(double[] solution, double weight) {
      for (int j = 0; j < linear.length; j++) {
        double slope = linear[j] - Vectors.dot(gram[j], solution, linear.length);
        if (solution[j] == 0) {
          assertThat(Math.abs(slope)).isLessThanOrEqualTo(weight + 1e-9);
        } else {
          assertThat(slope).isCloseTo(Math.copySign(weight, solution[j]), within(1e-9));
        }
      }
    }
  }
}
