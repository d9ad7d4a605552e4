package dev.dml.learner.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees of one cut of one column a fifth of which is missing, beside every cut there is. */
class MissingValuesTest {

  private static final int ROWS = 900;

  /** One tree on all rows with one cut, of a forest and of boosting. */
  static Stream<Learner> stumps() {
    return Stream.of(
        RandomForest.type()
            .create(
                Map.of(
                    "trees", 1, "max_depth", 1, "min_leaf", 1, "sample", 1.0, "features", "all")),
        GradientBoosting.type()
            .create(
                Map.of(
                    "rounds",
                    1,
                    "max_depth",
                    1,
                    "min_leaf",
                    1,
                    "learning_rate",
                    1.0,
                    "early_stopping",
                    "none")));
  }

  /** A whole number below {@code values}, or missing in a fifth of the rows. */
  private static double[] column(int values, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, ROWS)
        .mapToDouble(row -> row % 5 == 3 ? Double.NaN : random.nextInt(values))
        .toArray();
  }

  private static double[] fit(Learner learner, double[] x, double[] y) {
    Features features = Features.of(ROWS, List.of(Column.of("x", x)));
    Rows all = Rows.all(ROWS);
    return learner.fitPredict(new Fit(features, y, all, all, Target.MEAN, 1));
  }

  /** The smallest sum of squares of all cuts between values, with the missing on either side. */
  private static double leastSquares(double[] x, double[] y) {
    double[] cuts = Arrays.stream(x).filter(value -> !Double.isNaN(value)).sorted().toArray();
    double least = Double.POSITIVE_INFINITY;
    for (double cut : cuts) {
      least = Math.min(least, squares(y, row -> x[row] <= cut ? 1 : 0));
      least = Math.min(least, squares(y, row -> x[row] <= cut || Double.isNaN(x[row]) ? 1 : 0));
    }
    return least;
  }

  private static double squares(double[] y, IntUnaryOperator side) {
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int row = 0; row < y.length; row++) {
      sum[side.applyAsInt(row)] += y[row];
      count[side.applyAsInt(row)]++;
    }
    return sum(
        row -> Math.pow(y[row] - sum[side.applyAsInt(row)] / count[side.applyAsInt(row)], 2));
  }

  private static double sum(IntToDoubleFunction ofRow) {
    return IntStream.range(0, ROWS).mapToDouble(ofRow).sum();
  }

  @ParameterizedTest
  @MethodSource("stumps")
  void theBestCutIsFoundWhereverTheMissingGo(Learner stump) {
    double[] x = column(100, 1);
    Random random = new Random(2);
    // Below a cut and missing; above it and missing; missing alone.
    List<IntToDoubleFunction> means =
        List.of(
            row -> x[row] < 30 || Double.isNaN(x[row]) ? 1 : 0,
            row -> x[row] < 30 ? 1 : 0,
            row -> Double.isNaN(x[row]) ? 1 : 0);
    for (IntToDoubleFunction mean : means) {
      double[] y = new double[ROWS];
      Arrays.setAll(y, row -> mean.applyAsDouble(row) + random.nextGaussian());
      double[] predicted = fit(stump, x, y);
      double reached = sum(row -> Math.pow(y[row] - predicted[row], 2));
      assertThat(reached).isCloseTo(leastSquares(x, y), within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("stumps")
  void soItIsAmongMoreValuesThanBins(Learner stump) {
    double[] x = column(100_000, 3);
    for (boolean below : new boolean[] {true, false}) {
      double[] y = new double[ROWS];
      Arrays.setAll(y, row -> x[row] < 31_415 || (below && Double.isNaN(x[row])) ? 1 : 0);
      assertThat(fit(stump, x, y)).containsExactly(y, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("stumps")
  void oneValueBesideTheMissingIsAColumnOfTwo(Learner stump) {
    double[] x = column(1, 4);
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> Double.isNaN(x[row]) ? 3 : -1);
    assertThat(fit(stump, x, y)).containsExactly(y, within(1e-8));
  }
}
