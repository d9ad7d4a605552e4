package dev.dml.learner.penalized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.learner.FitException;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.Vectors;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected solutions are those of coordinate descent to 1e-13, or their optimality conditions. */
class LassoHomotopyTest {

  private static final int COLUMNS = 40;
  private static final int ROWS = 200;

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
      problem.assertOptimal(homotopy.solve(weight), weight, 1e-9);
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
      problem.assertOptimal(solution, weight, 1e-9);
      assertThat(solution[9]).isZero();
    }
  }

  /**
   * From noise that is lost in rounding to noise that the homotopy takes for a column of its own.
   * Coefficients of nearly collinear columns may differ, so that what is minimised is compared.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 1e-7, 1e-6, 1e-5, 2e-5, 3.2e-5, 3.5e-5, 4e-5, 6e-5, 1e-4, 1e-3})
  void nearlyCollinearColumnsAreSolvedAsByCoordinateDescent(double noise) {
    double[][] x = columns(0.9);
    for (int j = 1; j < COLUMNS; j += 2) {
      double[] original = x[j - 1];
      Arrays.setAll(x[j], i -> original[i] + noise * random.nextGaussian());
    }
    assertSolvedAsByCoordinateDescent(problem(x, outcome(x)));
  }

  /** Dummies of a few levels, each of them twice, with a 1 in place of a 0 once. */
  @Test
  void dummiesThatAreNearlyTheSameAreSolvedAsByCoordinateDescent() {
    double[][] x = new double[COLUMNS][ROWS];
    for (int i = 0; i < ROWS; i++) {
      int level = random.nextInt(COLUMNS / 2);
      x[level][i] = 1;
      x[level + COLUMNS / 2][i] = 1;
    }
    for (int j = 0; j < COLUMNS / 4; j++) {
      x[j][j] = 1 - x[j][j];
    }
    assertSolvedAsByCoordinateDescent(problem(x, outcome(x)));
  }

  /** A matrix of no data at all, whose swept columns are not negative where they should be. */
  @Test
  void aMatrixThatIsNotThatOfAnyDataNeverGivesZerosInSilence() {
    double[][] gram = {{1, 0.9, -0.9}, {0.9, 1, 0.9}, {-0.9, 0.9, 1}};
    double[] linear = {0.5, 0.4, 0.3};
    LassoHomotopy homotopy = new LassoHomotopy(gram, linear, 1e-10);
    assertThatThrownBy(() -> homotopy.solve(0.001)).isInstanceOf(FitException.class);
  }

  private static void assertSolvedAsByCoordinateDescent(Problem problem) {
    LassoHomotopy homotopy = new LassoHomotopy(problem.gram, problem.linear, 1e-11);
    CoordinateDescent descent =
        new CoordinateDescent(
            new GramLoss(problem.gram, problem.linear), new double[COLUMNS], 1, 1e-11);
    for (int i = 0; i <= 80; i++) {
      double weight = problem.largest() * Math.pow(0.9, i);
      double[] solution = homotopy.solve(weight);
      problem.assertOptimal(solution, weight, 1e-6);
      assertThat(problem.objective(solution, weight))
          .as("weight %s", weight)
          .isCloseTo(problem.objective(descent.solve(weight), weight), within(1e-6));
    }
  }

  private Problem problem(double correlation) {
    double[][] x = columns(correlation);
    return problem(x, outcome(x));
  }

  private double[][] columns(double correlation) {
    double[][] x = new double[COLUMNS][ROWS];
    for (int i = 0; i < ROWS; i++) {
      double last = random.nextGaussian();
      for (int j = 0; j < COLUMNS; j++) {
        last =
            correlation * last + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        x[j][i] = last;
      }
    }
    return x;
  }

  private double[] outcome(double[][] x) {
    double[] y = new double[ROWS];
    Arrays.setAll(y, i -> x[3][i] - 2 * x[11][i] + x[20][i] + random.nextGaussian());
    return y;
  }

  /** The correlations of columns, which are standardised, and their products with an outcome. */
  private static Problem problem(double[][] x, double[] y) {
    for (double[] column : x) {
      StandardizedFeatures.center(column, Optional.empty());
      double scale = StandardizedFeatures.rootMeanSquare(column, Optional.empty());
      Arrays.setAll(column, i -> column[i] / scale);
    }
    double[][] gram = new double[COLUMNS][COLUMNS];
    double[] linear = new double[COLUMNS];
    for (int j = 0; j < COLUMNS; j++) {
      linear[j] = Vectors.dot(x[j], y, ROWS) / ROWS;
      for (int k = 0; k < COLUMNS; k++) {
        gram[j][k] = j == k ? 1 : Vectors.dot(x[j], x[k], ROWS) / ROWS;
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

    double objective(double[] b, double weight) {
      double value = 0;
      for (int j = 0; j < b.length; j++) {
        value +=
            b[j] * (Vectors.dot(gram[j], b, b.length) / 2 - linear[j]) + weight * Math.abs(b[j]);
      }
      return value;
    }

    void assertOptimal(double[] solution, double weight, double tolerance) {
      for (int j = 0; j < linear.length; j++) {
        double slope = linear[j] - Vectors.dot(gram[j], solution, linear.length);
        if (solution[j] == 0) {
          assertThat(Math.abs(slope)).isLessThanOrEqualTo(weight + tolerance);
        } else {
          assertThat(slope).isCloseTo(Math.copySign(weight, solution[j]), within(tolerance));
        }
      }
    }
  }
}
