package dev.dml.learner.tree.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boosting on columns of more values than there are bins. */
class BoostedTailsTest {

  private static final int ROWS = 20_000;

  private static Learner boosting(
      int rounds, double rate, int depth, int minLeaf, double curvature) {
    return GradientBoosting.type()
        .create(
            Map.of(
                "rounds", rounds,
                "learning_rate", rate,
                "max_depth", depth,
                "max_leaves", 1 << depth,
                "min_leaf", minLeaf,
                "min_leaf_curvature", curvature,
                "early_stopping", "none"));
  }

  private static Features features(double[][] x) {
    return Features.of(
        x[0].length, List.of(Column.of("a", x[0]), Column.of("b", x[1]), Column.of("c", x[2])));
  }

  /** Two log-normal columns, the second in steps of 1/100, and one of two values. */
  private static double[][] heavyTails() {
    RandomGenerator random = new Seed(31).generator();
    double[][] x = new double[3][ROWS];
    for (int row = 0; row < ROWS; row++) {
      x[0][row] = Math.exp(1.2 * random.nextGaussian());
      x[1][row] = Math.rint(100 * Math.exp(1.2 * random.nextGaussian())) / 100;
      x[2][row] = random.nextInt(2);
    }
    return x;
  }

  private static double[] means(double[][] x) {
    RandomGenerator random = new Seed(32).generator();
    double[] y = new double[x[0].length];
    Arrays.setAll(
        y,
        row ->
            Math.pow(x[0][row], 1.5)
                + 5 * x[2][row] * (x[1][row] > 1 ? x[1][row] : 0)
                + 3 * random.nextGaussian());
    return y;
  }

  private static double largestDifference(double[] one, double[] other) {
    return IntStream.range(0, one.length)
        .mapToDouble(i -> Math.abs(one[i] - other[i]))
        .max()
        .orElseThrow();
  }

  /**
   * With up to 64 training rows every node is searched throughout. With 70 the root is not, and has
   * fewer rows than the data have in a bin; its best cuts in these data lie beside those between
   * bins.
   */
  @ParameterizedTest
  @ValueSource(ints = {64, 70})
  void treesOnFewRowsAreThoseOfTheDefinition(int trained) {
    double[][] x = heavyTails();
    assertThatTreesAreThoseOfTheDefinition(x, means(x), trained, Rows.all(ROWS));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 3_000, 20_000})
  void clearCutsOfManyRowsAreThoseOfTheDefinition(int trained) {
    double[][] x = heavyTails();
    assertThatTreesAreThoseOfTheDefinition(x, jumps(x), trained, Rows.all(ROWS));
  }

  /** Such a fit has bins of its own. */
  @ParameterizedTest
  @ValueSource(ints = {64, 70, 400})
  void clearCutsAmongFewRowsOfManyAreThoseOfTheDefinition(int trained) {
    double[][] x = heavyTails();
    Rows few = Rows.where(ROWS, row -> row % 7 == 0);
    assertThatTreesAreThoseOfTheDefinition(x, jumps(x), trained, few);
  }

  /** They stand out from the noise, so that the best cut lies beside the best one between bins. */
  private static double[] jumps(double[][] x) {
    RandomGenerator random = new Seed(33).generator();
    double[] y = new double[ROWS];
    Arrays.setAll(
        y,
        row ->
            (x[0][row] > 12 ? 40 : 0)
                + (x[1][row] > 3.05 ? 20 : 0)
                + 10 * x[2][row]
                + random.nextGaussian() / 100);
    return y;
  }

  private static void assertThatTreesAreThoseOfTheDefinition(
      double[][] x, double[] y, int trained, Rows test) {
    int every = ROWS / trained;
    Rows train = Rows.where(ROWS, row -> row % every == 0 && row / every < trained);
    double[] expected = new ExactMeanBoosting(x, y, 3, 3, 0.3).fit(train.toArray(), 5);
    double[] predicted =
        boosting(5, 0.3, 3, 3, 0).fitPredict(new Fit(features(x), y, train, test, Target.MEAN, 7));
    assertThat(largestDifference(predicted, among(test, expected))).isLessThan(1e-9);
  }

  @Test
  void probabilitiesUnderALeastCurvatureAreThoseOfTheDefinition() {
    double[][] x = heavyTails();
    double[] y = Arrays.stream(means(x)).map(mean -> 1 / (1 + Math.exp(2 - mean))).toArray();
    Rows train = Rows.where(ROWS, row -> row % 300 == 0 && row < 60 * 300);
    double[][] itsX = new double[3][];
    Arrays.setAll(itsX, column -> among(train, x[column]));
    double[] expected = new ExactBoosting(itsX, among(train, y), 0.5, 3, 0.3).fit(6);
    double[] predicted =
        boosting(6, 0.3, 3, 1, 0.5)
            .fitPredict(new Fit(features(x), y, train, train, Target.PROBABILITY, 7));
    assertThat(largestDifference(predicted, expected)).isLessThan(1e-9);
  }

  private static double[] among(Rows rows, double[] column) {
    return Arrays.stream(rows.toArray()).mapToDouble(row -> column[row]).toArray();
  }

  @Test
  void aJumpBetweenTheTwoLargestOfManyValuesIsFound() {
    // The bin above holds 8 rows; one cut at the midpoint of 1999 and 2000 explains everything.
    double[] x = new double[2_000];
    Arrays.setAll(x, row -> row + 1);
    double[] y = new double[2_000];
    y[1_999] = 1_000;
    Features features = Features.of(2_000, List.of(Column.of("x", x)));
    Rows all = Rows.all(2_000);
    double[] predicted =
        boosting(1, 1, 1, 1, 0).fitPredict(new Fit(features, y, all, all, Target.MEAN, 7));
    assertThat(largestDifference(predicted, y)).isLessThan(1e-9);
  }

  /**
   * A leaf of the 4 rows at one end explains 1000^2 / 4, one of the 8 rows of the last bin half of
   * that, and the column of two values, whose means are 8.3 from that of all rows, 2000 8.3^2 =
   * 138,000: more than the latter and less than the former.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void outliersAtAnEndAreCutOffInTheSmallestLeaf(int side) {
    double[][] x = new double[3][2_000];
    Arrays.setAll(x[0], row -> side * (row + 1));
    Arrays.setAll(x[2], row -> row % 2);
    double[] y = new double[2_000];
    Arrays.setAll(y, row -> row == 1_999 ? 1_000 : 7.8 * (2 * x[2][row] - 1));
    Rows all = Rows.all(2_000);
    double[] predicted =
        boosting(1, 1, 1, 4, 0).fitPredict(new Fit(features(x), y, all, all, Target.MEAN, 7));
    double[] expected = new ExactMeanBoosting(x, y, 4, 1, 1).fit(all.toArray(), 1);
    assertThat(Arrays.stream(expected, 1_996, 2_000)).allMatch(value -> value > 200);
    assertThat(largestDifference(predicted, expected)).isLessThan(1e-9);
  }
}
