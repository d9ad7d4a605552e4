package dev.dml.learner.tree.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Target;
import dev.dml.learner.tree.DepthLimit;
import dev.dml.learner.tree.SingleClass;
import dev.dml.learner.tree.TextCuts;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GradientBoostingTest extends LearnerContractTest {

  private static final Features SIX = Features.of(6, List.of(Column.of("x", 1, 2, 3, 4, 6, 7)));

  @Override
  protected Learner learner() {
    return create(Map.of("rounds", 60, "learning_rate", 0.1, "row_sample", 0.8, "min_leaf", 5));
  }

  private static GradientBoosting create(Map<String, ?> settings) {
    return GradientBoosting.type().create(settings);
  }

  /** Stumps without sampling or early stopping, with leaves of one row or more. */
  private static GradientBoosting stumps(int rounds, double learningRate, double l2) {
    return create(
        Map.of(
            "rounds",
            rounds,
            "learning_rate",
            learningRate,
            "l2",
            l2,
            "max_depth",
            1,
            "min_leaf",
            1,
            "early_stopping",
            "none"));
  }

  private static double[] fit(Learner learner, Features x, Target target, double... y) {
    Rows all = Rows.all(x.rows());
    return learner.fitPredict(new Fit(x, y, all, all, target, 1));
  }

  @Test
  void oneRoundAtFullRateIsAStump() {
    // The best cut is after 3 (worked out in RandomForestTest); the leaves' means are 2 and 11.
    assertThat(fit(stumps(1, 1, 0), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12))
        .containsExactly(new double[] {2, 2, 2, 11, 11, 11}, within(1e-12));
  }

  @Test
  void thePenaltyShrinksTheLeavesAndTheRateTheSteps() {
    // Start at the mean 6.5; the left leaf's residuals sum to 3 (2 - 6.5) = -13.5, so it moves by
    // -13.5 / (3 + 1) = -3.375 with l2 = 1, the right one by 3.375; at rate 0.5 by half of that.
    double step = 0.5 * 3.375;
    assertThat(fit(stumps(1, 0.5, 1), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12))
        .containsExactly(
            new double[] {6.5 - step, 6.5 - step, 6.5 - step, 6.5 + step, 6.5 + step, 6.5 + step},
            within(1e-12));
  }

  @Test
  void theFirstLogisticStepIsNewtons() {
    // Start at p = 1/2, log odds 0. The residuals of 0, 0, 1 | 0, 1, 1 are -1/2, -1/2, 1/2 | -1/2,
    // 1/2, 1/2; a cut explains n_l n_r / 6 (mean_l - mean_r)^2: after 2 rows 8/6 (-1/2 - 1/4)^2 =
    // 0.75, after 4 the same by symmetry, all others less. The first of equals is kept: the left
    // leaf steps by -1 / (2/4) = -2, the right one by 1 / (4/4) = 1.
    double left = 1 / (1 + Math.exp(2));
    double right = 1 / (1 + Math.exp(-1));
    assertThat(fit(stumps(1, 1, 0), SIX, Target.PROBABILITY, 0, 0, 1, 0, 1, 1))
        .containsExactly(new double[] {left, left, right, right, right, right}, within(1e-12));
  }

  @Test
  void leavesHoldAtLeastTheCurvatureAskedFor() {
    // At p = 1/2 a row's curvature is 1/4: the leaves of the stump above have 2/4 and 4/4. With
    // more than 2/4 asked for only the cut after 3 rows is left, whose leaves have 3/4 and step by
    // (-1/2) / (3/4) = -2/3 and 2/3. With more than 3/4 every row keeps the probability 1/2.
    double left = 1 / (1 + Math.exp(2));
    double[] y = {0, 0, 1, 0, 1, 1};
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "rounds",
                1,
                "learning_rate",
                1,
                "max_depth",
                1,
                "min_leaf",
                1,
                "early_stopping",
                "none",
                "min_leaf_curvature",
                0.5));
    assertThat(fit(create(settings), SIX, Target.PROBABILITY, y)[0]).isCloseTo(left, within(1e-12));
    settings.put("min_leaf_curvature", 0.51);
    double low = 1 / (1 + Math.exp(2.0 / 3));
    assertThat(fit(create(settings), SIX, Target.PROBABILITY, y))
        .containsExactly(new double[] {low, low, low, 1 - low, 1 - low, 1 - low}, within(1e-12));
    settings.put("min_leaf_curvature", 0.76);
    assertThat(fit(create(settings), SIX, Target.PROBABILITY, y)).containsOnly(0.5);
    // For a mean each row counts 1: the cut after 3 of 6 rows leaves 3 on both sides.
    settings.put("min_leaf_curvature", 3);
    assertThat(fit(create(settings), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12)[0])
        .isCloseTo(2, within(1e-12));
    settings.put("min_leaf_curvature", 3.5);
    assertThat(fit(create(settings), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12)).containsOnly(6.5);
  }

  @Test
  void theBestCutIsSoughtAmongThoseThatLeaveEnoughCurvature() {
    // A mean. The cut after the outlier explains 5/6 (100 - 4)^2 = 7680, the most, but leaves one
    // row; of the others, that after 2 rows explains 8/6 (50 - 5)^2 = 2700, that after 3 9/6 (33.3
    // -
    // 6.7)^2 = 1067, that after 4 8/6 (25 - 10)^2 = 300.
    Map<String, Object> settings =
        Map.of(
            "rounds",
            1,
            "learning_rate",
            1,
            "max_depth",
            1,
            "min_leaf",
            1,
            "early_stopping",
            "none",
            "min_leaf_curvature",
            1.5);
    assertThat(fit(create(settings), SIX, Target.MEAN, 100, 0, 0, 0, 10, 10))
        .containsExactly(new double[] {50, 50, 5, 5, 5, 5}, within(1e-12));
    // A probability that starts at 1/6, where a row's curvature is 5/36: the single one has too
    // little for 0.25, two rows have enough. By S_l^2 6 / (n_l n_r), with residuals 5/6 and -1/6,
    // the
    // cut after 1 row explains 0.83, after 2 0.33, after 3 0.17, after 4 0.08. The left leaf steps
    // by (4/6) / (10/36) = 2.4, the right one by -(4/6) / (20/36) = -1.2.
    Map<String, Object> logistic = new HashMap<>(settings);
    logistic.put("min_leaf_curvature", 0.25);
    double left = 1 / (1 + Math.exp(-(Math.log(0.2) + 2.4)));
    double right = 1 / (1 + Math.exp(-(Math.log(0.2) - 1.2)));
    assertThat(fit(create(logistic), SIX, Target.PROBABILITY, 1, 0, 0, 0, 0, 0))
        .containsExactly(new double[] {left, left, right, right, right, right}, within(1e-12));
    // The same where the single one is a binary column's: the cut in x, the next best, is taken.
    Features two =
        Features.of(
            6, List.of(Column.of("one", 1, 0, 0, 0, 0, 0), Column.of("x", 1, 2, 3, 4, 6, 7)));
    assertThat(fit(create(logistic), two, Target.PROBABILITY, 1, 0, 0, 0, 0, 0))
        .containsExactly(new double[] {left, left, right, right, right, right}, within(1e-12));
  }

  @Test
  void forAMeanTheLeastCurvatureIsALeastNumberOfRows() {
    RandomGenerator random = new Seed(15).generator();
    double[] x = random.doubles(300).toArray();
    double[] y = Arrays.stream(x).map(v -> v + random.nextGaussian()).toArray();
    y[7] = 1000;
    Features features = Features.of(300, List.of(Column.of("x", x)));
    double[] byRows = fit(create(Map.of("rounds", 30, "min_leaf", 3)), features, Target.MEAN, y);
    double[] byCurvature =
        fit(
            create(Map.of("rounds", 30, "min_leaf", 1, "min_leaf_curvature", 2.5)),
            features,
            Target.MEAN,
            y);
    assertThat(byCurvature).isEqualTo(byRows);
    assertThat(fit(create(Map.of("rounds", 30, "min_leaf", 1)), features, Target.MEAN, y))
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
      Map<String, Object> settings =
          Map.of(
              "rounds",
              6,
              "learning_rate",
              0.3,
              "max_depth",
              3,
              "min_leaf",
              1,
              "early_stopping",
              "none",
              "min_leaf_curvature",
              least);
      assertThat(fit(create(settings), features, Target.PROBABILITY, y))
          .as("%s", least)
          .containsExactly(new ExactBoosting(x, y, least, 3, 0.3).fit(6), within(1e-9));
    }
  }

  @Test
  void targetsOfOneClassDoNotConfuseTheSums() {
    // Rows that agree are one unit; their residuals differ from other units' by rounding alone.
    double[] x = new double[60];
    Arrays.setAll(x, row -> row % 11);
    double[] y = new double[60];
    Arrays.fill(y, 1);
    Features features = Features.of(60, List.of(Column.of("x", x)));
    double[] predicted =
        fit(
            create(Map.of("rounds", 20, "min_leaf", 1, "early_stopping", "none")),
            features,
            Target.PROBABILITY,
            y);
    assertThat(Arrays.stream(predicted).distinct().count()).isEqualTo(1);
    assertThat(predicted[0]).isBetween(1 - 1e-9, 1.0);
  }

  /** Targets times a power of two give predictions times it, to the last bit. */
  @Test
  void targetsWhoseSquaresOverflowAreLikeOthers() {
    double[] plain = fit(stumps(3, 0.5, 0), SIX, Target.MEAN, -1, 0.1, 0, 0.3, 0, 1);
    double[] large =
        fit(
            stumps(3, 0.5, 0),
            SIX,
            Target.MEAN,
            -0x1p700,
            0.1 * 0x1p700,
            0,
            0.3 * 0x1p700,
            0,
            0x1p700);
    assertThat(large).isEqualTo(Arrays.stream(plain).map(value -> value * 0x1p700).toArray());
  }

  @Test
  void theTrainingLossFallsWithEveryRound() {
    RandomGenerator random = new Seed(8).generator();
    double[] x = random.doubles(300).toArray();
    double[] y = Arrays.stream(x).map(v -> Math.sin(6 * v) + random.nextGaussian() / 4).toArray();
    Features features = Features.of(300, List.of(Column.of("x", x)));
    double before = Double.POSITIVE_INFINITY;
    for (int rounds = 1; rounds <= 64; rounds *= 2) {
      double[] predicted = fit(stumps(rounds, 0.3, 0), features, Target.MEAN, y);
      double loss = 0;
      for (int row = 0; row < y.length; row++) {
        loss += (y[row] - predicted[row]) * (y[row] - predicted[row]);
      }
      assertThat(loss).as("%s rounds", rounds).isLessThan(before);
      before = loss;
    }
  }

  @Test
  void leavesAndDepthAreBounded() {
    double[] x = new Seed(9).generator().doubles(500).toArray();
    Features features = Features.of(500, List.of(Column.of("x", x)));
    Map<String, Object> settings =
        Map.of("rounds", 1, "min_leaf", 1, "early_stopping", "none", "max_leaves", 5);
    assertThat(Arrays.stream(fit(create(settings), features, Target.MEAN, x)).distinct())
        .hasSize(5);
    Map<String, Object> deep =
        Map.of("rounds", 1, "min_leaf", 1, "early_stopping", "none", "max_depth", 3);
    assertThat(Arrays.stream(fit(create(deep), features, Target.MEAN, x)).distinct()).hasSize(8);
    Map<String, Object> large = Map.of("rounds", 1, "min_leaf", 251, "early_stopping", "none");
    assertThat(Arrays.stream(fit(create(large), features, Target.MEAN, x)).distinct()).hasSize(1);
  }

  @Test
  void earlyStoppingKeepsNoiseOut() {
    // Nothing explains y, so that predictions should stay near its mean: 500 rounds without a stop
    // spread by about the standard deviation of y, which is 1.
    RandomGenerator random = new Seed(10).generator();
    double[] x = random.doubles(1000).toArray();
    double[] y = new double[1000];
    Arrays.setAll(y, row -> random.nextGaussian());
    Features features = Features.of(1000, List.of(Column.of("x", x)));
    double stopped = spread(fit(create(Map.of()), features, Target.MEAN, y));
    double all = spread(fit(create(Map.of("early_stopping", "none")), features, Target.MEAN, y));
    assertThat(stopped).isLessThan(0.25);
    assertThat(all).isGreaterThan(2 * stopped);
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  @Test
  void columnsAreSampledPerTree() {
    // With half of two columns each tree sees one; the useless one cannot explain y = x at all, so
    // after one round some seeds leave the mean untouched nearly, others do not.
    Features features =
        Features.of(4, List.of(Column.of("x", 0, 0, 1, 1), Column.of("z", 0, 1, 0, 1)));
    GradientBoosting half =
        create(
            Map.of(
                "rounds", 1,
                "learning_rate", 1,
                "min_leaf", 1,
                "column_sample", 0.5,
                "early_stopping", "none"));
    Rows all = Rows.all(4);
    double[] y = {0, 0, 1, 1};
    List<Double> first =
        LongStream.range(0, 40)
            .mapToObj(seed -> half.fitPredict(new Fit(features, y, all, all, Target.MEAN, seed))[0])
            .distinct()
            .sorted()
            .toList();
    // Either the tree cut x, and the first row is predicted as 0, or it saw z and predicts 1/2.
    assertThat(first).containsExactly(0.0, 0.5);
  }

  @Test
  void illegalSettingsAreRefusedWithTheLegalOnes() {
    assertThatThrownBy(
            () ->
                create(Map.of("learning_rate", 0, "max_leaves", 1, "early_stopping", 0, "l2", -1)))
        .isInstanceOf(LearnerType.InvalidSettings.class)
        .hasMessage(
            "learning_rate must be a number above 0 and at most 1, but was 0; "
                + "max_leaves must be a whole number from 2 to 65536, but was 1; "
                + "l2 must be a number of at least 0, but was -1; "
                + "early_stopping must be none or a whole number of rounds of at least 1,"
                + " but was 0");
    assertThatThrownBy(
            () ->
                new GradientBoosting(
                    10,
                    0.1,
                    new DepthLimit.None(),
                    31,
                    20,
                    0,
                    0,
                    1.5,
                    1,
                    new EarlyStopping.None(),
                    SingleClass.REFUSE,
                    TextCuts.SETS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row_sample must be above 0 and at most 1, but was 1.5");
  }
}
