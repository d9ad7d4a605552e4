package dev.dml.learner.tree.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.learner.tree.DepthLimit;
import dev.dml.learner.tree.SingleClass;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a forest draws each of its training rows, as its predictions show. */
class BootstrapTest {

  private static final int TREES = 400;

  /** Twenty training rows among others; row 58 is the last of them. */
  private static final Rows TRAIN = Rows.where(61, row -> row % 3 == 1);

  private static final Features LINE = features(1);

  /** A column that grows by one every so many rows. */
  private static Features features(int copies) {
    double[] x = new double[61];
    Arrays.setAll(x, row -> Math.floorDiv(row, 3 * copies));
    return Features.of(61, List.of(Column.of("x", x)));
  }

  private static RandomForest forest(int trees, int minLeaf, RowSampling sampling) {
    return new RandomForest(
        trees,
        new FeatureSampling.All(),
        minLeaf,
        new DepthLimit.None(),
        sampling,
        SingleClass.REFUSE);
  }

  private static double atItself(RandomForest forest, Features x, int row, double y, long seed) {
    double[] target = new double[61];
    Arrays.setAll(target, other -> x.column(0).get(other) == x.column(0).get(row) ? y : 0);
    return forest.fitPredict(new Fit(x, target, TRAIN, Rows.of(row), Target.MEAN, seed))[0];
  }

  /**
   * One row has target 1, all others 0. A tree that drew the row has it in a leaf by itself and
   * predicts 1 there; any other predicts 0. So the forest predicts the share of trees that drew the
   * row: 1 - (19/20)^20 = 0.6415 of 400, with standard deviation 0.024.
   */
  @Test
  void everyRowIsDrawnByNearlyTwoThirdsOfTheTrees() {
    RandomForest forest = forest(TREES, 1, new RowSampling.Bootstrap());
    double expected = 1 - Math.pow(0.95, 20);
    for (int row : TRAIN.toArray()) {
      assertThat(atItself(forest, LINE, row, 1, 3))
          .as("row %s", row)
          .isCloseTo(expected, within(5 * 0.024));
    }
  }

  /** Where the rows are ten pairs, with 1 - (18/20)^20 = 0.878 and 0.016. */
  @Test
  void soIsEveryRowOfThoseThatAgree() {
    RandomForest forest = forest(TREES, 1, new RowSampling.Bootstrap());
    double expected = 1 - Math.pow(0.9, 20);
    for (int row : TRAIN.toArray()) {
      assertThat(atItself(forest, features(2), row, 1, 4))
          .as("row %s", row)
          .isCloseTo(expected, within(5 * 0.016));
    }
  }

  /**
   * A tree of one leaf predicts the mean of its twenty draws, which is, with target 20 in one row,
   * the number of times that it drew the row: a whole number, in the mean 1 with standard deviation
   * sqrt(0.95).
   */
  @Test
  void thereAreAsManyDrawsAsRows() {
    double sum = 0;
    for (int seed = 0; seed < TREES; seed++) {
      double times = atItself(forest(1, 20, new RowSampling.Bootstrap()), LINE, 58, 20, seed);
      assertThat(times).isCloseTo(Math.rint(times), within(1e-12));
      sum += times;
    }
    assertThat(sum / TREES).isCloseTo(1, within(5 * Math.sqrt(0.95 / TREES)));
  }

  /** A quarter of twenty rows: five of a tree's draws, each 1/5 of its mean, or none of a row. */
  @Test
  void aShareOfTheRowsIsDrawnWithoutReplacement() {
    int drawn = 0;
    for (int seed = 0; seed < TREES; seed++) {
      double times = atItself(forest(1, 20, new RowSampling.Share(0.25)), LINE, 58, 5, seed);
      assertThat(times).isIn(0.0, 1.0);
      drawn += (int) times;
    }
    assertThat(drawn / (double) TREES).isCloseTo(0.25, within(5 * Math.sqrt(0.1875 / TREES)));
  }
}
