package dev.dml.learner.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.FitException;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.Vectors;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * On 3,000 rows, which are enough for a start on part of them. Expected coefficients come from
 * twelve full steps by QR from the best constant, which share neither matrix nor start.
 */
class LogisticNewtonTest {

  private static final int ROWS = 3000;
  private static final Rows ALL = Rows.all(ROWS);

  private final double[][] columns = columns();
  private final double[] y = outcome();

  @Test
  void theOptimumIsThatOfStepsByQr() {
    assertOptimum(likelihood(columns, y), 0);
  }

  @Test
  void thePenalisedOptimumIsThatOfStepsByQr() {
    assertOptimum(likelihood(columns, y), 0.1);
  }

  @Test
  void nearlyCollinearColumnsAreLeftToQr() {
    double[][] more = Arrays.copyOf(columns, 4);
    more[3] = new double[ROWS];
    Arrays.setAll(more[3], i -> columns[0][i] + 1e-5 * columns[1][i] * columns[2][i]);
    LogisticLikelihood likelihood = likelihood(more, y);
    assertThat(new LogisticNewton(likelihood, 0).solveByNormalEquations()).isEmpty();
    double[] slopes = likelihood.slopes(new LogisticNewton(likelihood, 0).solve());
    assertThat(slopes).containsExactly(new double[5], within(1e-9));
  }

  /** The first 16 of every 64 rows all have outcome 0, so nothing can be learnt from them. */
  @Test
  void aPartWithoutBothOutcomesDoesNoHarm() {
    double[] periodic = y.clone();
    Arrays.setAll(periodic, i -> i % 64 < 16 ? 0 : periodic[i]);
    assertOptimum(likelihood(columns, periodic), 0);
  }

  /**
   * The first 16 of every 64 rows, from which the start comes, all but have outcome 1 where the
   * first column is positive, and the others where it is negative. So far from the optimum nearly
   * every probability is 0 or 1, and a whole step by the little curvature that is left leads away.
   */
  @Test
  void aStepThatLeadsAwayIsHalved() {
    RandomGenerator random = new Seed(3).generator();
    double[] misleading = new double[ROWS];
    Arrays.setAll(
        misleading,
        i ->
            (i % 64 < 16 ? columns[0][i] > 0 : columns[0][i] < 0) ^ random.nextInt(50) == 0
                ? 1
                : 0);
    assertOptimum(likelihood(columns, misleading), 0);
    assertOptimum(likelihood(columns, misleading), 0.001);
  }

  /** The message names l2, which is set, so that to set it is no advice. */
  @Test
  void aTinyPenaltyOnSeparatedOutcomesIsExplained() {
    double[][] more = Arrays.copyOf(columns, 4);
    more[3] = y;
    assertThatThrownBy(() -> new LogisticNewton(likelihood(more, y), 1e-300).solve())
        .isInstanceOf(FitException.class)
        .hasMessage(
            "a logistic regression has not converged after 200 Newton steps with l2 = 1.0E-300,"
                + " because columns separate the outcomes 0 and 1, or all but do; set l2 to a"
                + " greater value, such as 0.001");
  }

  private static void assertOptimum(LogisticLikelihood likelihood, double l2) {
    double[] expected = likelihood.constant();
    for (int step = 0; step < 12; step++) {
      Vectors.add(1, new LogisticLeastSquares(likelihood, l2).step(expected), expected, 4);
    }
    assertThat(new LogisticNewton(likelihood, l2).solve()).containsExactly(expected, within(1e-10));
  }

  private static LogisticLikelihood likelihood(double[][] columns, double[] y) {
    List<Column> named = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      named.add(Column.of("x" + j, columns[j]));
    }
    return new LogisticLikelihood(
        new StandardizedFeatures(Features.of(ROWS, named), ALL), y, ALL, RowWeights.ALIKE);
  }

  private static double[][] columns() {
    RandomGenerator random = new Seed(1).generator();
    double[][] columns = new double[3][ROWS];
    for (double[] column : columns) {
      Arrays.setAll(column, i -> random.nextGaussian());
    }
    return columns;
  }

  private double[] outcome() {
    RandomGenerator random = new Seed(2).generator();
    double[] y = new double[ROWS];
    Arrays.setAll(
        y,
        i ->
            random.nextDouble() < 1 / (1 + Math.exp(1 - 2 * columns[0][i] + columns[1][i]))
                ? 1
                : 0);
    return y;
  }
}
