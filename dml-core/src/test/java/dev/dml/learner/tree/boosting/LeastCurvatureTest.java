package dev.dml.learner.tree.boosting;

import static dev.dml.learner.tree.boosting.Boosters.SIX;
import static dev.dml.learner.tree.boosting.Boosters.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Leaves hold as much curvature as is asked for. */
class LeastCurvatureTest {

  private static GradientBoosting stump(double leastCurvature) {
    return boosting(1, 1, 1, leastCurvature);
  }

  private static GradientBoosting boosting(
      int rounds, double learningRate, int maxDepth, double leastCurvature) {
    return Boosters.boosting(
        Map.of(
            "rounds",
            rounds,
            "learning_rate",
            learningRate,
            "max_depth",
            maxDepth,
            "min_leaf",
            1,
            "early_stopping",
            "none",
            "min_leaf_curvature",
            leastCurvature));
  }

  @Test
  void leavesHoldAtLeastTheCurvatureAskedFor() {
    // At p = 1/2 a row's curvature is 1/4: the leaves of the stump above have 2/4 and 4/4. With
    // more than 2/4 asked for only the cut after 3 rows is left, whose leaves have 3/4 and step by
    // (-1/2) / (3/4) = -2/3 and 2/3. With more than 3/4 every row keeps the probability 1/2.
    double left = 1 / (1 + Math.exp(2));
    double[] y = {0, 0, 1, 0, 1, 1};
    assertThat(fit(stump(0.5), SIX, Target.PROBABILITY, y)[0]).isCloseTo(left, within(1e-12));
    double low = 1 / (1 + Math.exp(2.0 / 3));
    assertThat(fit(stump(0.51), SIX, Target.PROBABILITY, y))
        .containsExactly(new double[] {low, low, low, 1 - low, 1 - low, 1 - low}, within(1e-12));
    assertThat(fit(stump(0.76), SIX, Target.PROBABILITY, y)).containsOnly(0.5);
    // For a mean each row counts 1: the cut after 3 of 6 rows leaves 3 on both sides.
    assertThat(fit(stump(3), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12)[0]).isCloseTo(2, within(1e-12));
    assertThat(fit(stump(3.5), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12)).containsOnly(6.5);
  }

  @Test
  void theBestCutIsSoughtAmongThoseThatLeaveEnoughCurvature() {
    // A mean. The cut after the outlier explains 5/6 (100 - 4)^2 = 7680, the most, but leaves one
    // row; of the others, that after 2 rows explains 8/6 (50 - 5)^2 = 2700, that after 3 rows
    // 9/6 (33.3 - 6.7)^2 = 1067, that after 4 rows 8/6 (25 - 10)^2 = 300.
    assertThat(fit(stump(1.5), SIX, Target.MEAN, 100, 0, 0, 0, 10, 10))
        .containsExactly(new double[] {50, 50, 5, 5, 5, 5}, within(1e-12));
    // A probability that starts at 1/6, where a row's curvature is 5/36: the single one has too
    // little for 0.25, two rows have enough. By S_l^2 6 / (n_l n_r), with residuals 5/6 and -1/6,
    // the cut after 1 row explains 0.83, after 2 0.33, after 3 0.17, after 4 0.08. The left leaf
    // steps
    // by (4/6) / (10/36) = 2.4, the right one by -(4/6) / (20/36) = -1.2.
    double left = 1 / (1 + Math.exp(-(Math.log(0.2) + 2.4)));
    double right = 1 / (1 + Math.exp(-(Math.log(0.2) - 1.2)));
    assertThat(fit(stump(0.25), SIX, Target.PROBABILITY, 1, 0, 0, 0, 0, 0))
        .containsExactly(new double[] {left, left, right, right, right, right}, within(1e-12));
    // The same where the single one is a binary column's: the cut in x, the next best, is taken.
    Features two =
        Features.of(
            6, List.of(Column.of("one", 1, 0, 0, 0, 0, 0), Column.of("x", 1, 2, 3, 4, 6, 7)));
    assertThat(fit(stump(0.25), two, Target.PROBABILITY, 1, 0, 0, 0, 0, 0))
        .containsExactly(new double[] {left, left, right, right, right, right}, within(1e-12));
  }

  @Test
  void forAMeanTheLeastCurvatureIsALeastNumberOfRows() {
    RandomGenerator random = new Seed(15).generator();
    double[] x = random.doubles(300).toArray();
    double[] y = Arrays.stream(x).map(v -> v + random.nextGaussian()).toArray();
    y[7] = 1000;
    Features features = Features.of(300, List.of(Column.of("x", x)));
    double[] byRows =
        fit(Boosters.boosting(Map.of("rounds", 30, "min_leaf", 3)), features, Target.MEAN, y);
    double[] byCurvature =
        fit(
            Boosters.boosting(Map.of("rounds", 30, "min_leaf", 1, "min_leaf_curvature", 2.5)),
            features,
            Target.MEAN,
            y);
    assertThat(byCurvature).isEqualTo(byRows);
    assertThat(
            fit(Boosters.boosting(Map.of("rounds", 30, "min_leaf", 1)), features, Target.MEAN, y))
        .isNotEqualTo(byRows);
  }

  @Test
  void treesUnderALeastCurvatureAreThoseOfTheDefinition() {
    // Shares as targets, so that no two cuts explain the same.
    RandomGenerator random = new Seed(16).generator();
    double[][] x = new double[3][200];
    double[] y = new double[200];
    for (int row = 0; row < 200; row++) {
      x[0][row] = random.nextDouble();
      x[1][row] = random.nextInt(2);
      x[2][row] = random.nextInt(9);
      double logOdds = 6 * x[0][row] - 5 + x[1][row] + random.nextGaussian();
      y[row] = 1 / (1 + Math.exp(-logOdds));
    }
    Features features =
        Features.of(200, List.of(Column.of("a", x[0]), Column.of("b", x[1]), Column.of("c", x[2])));
    for (double least : new double[] {0.5, 2, 7}) {
      assertThat(fit(boosting(6, 0.3, 3, least), features, Target.PROBABILITY, y))
          .as("%s", least)
          .containsExactly(new ExactBoosting(x, y, least, 3, 0.3).fit(6), within(1e-9));
    }
  }
}
