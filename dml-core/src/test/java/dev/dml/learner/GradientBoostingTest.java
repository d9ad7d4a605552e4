package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
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
    return learner.fitPredict(x, y, all, all, target, 1);
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
    // more than 2/4 asked for it is not cut, and every row keeps the probability 1/2.
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
    assertThat(fit(create(settings), SIX, Target.PROBABILITY, y)).containsOnly(0.5);
    // For a mean each row counts 1: the cut after 3 of 6 rows leaves 3 on both sides.
    settings.put("min_leaf_curvature", 3);
    assertThat(fit(create(settings), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12)[0])
        .isCloseTo(2, within(1e-12));
    settings.put("min_leaf_curvature", 3.5);
    assertThat(fit(create(settings), SIX, Target.MEAN, 1, 2, 3, 10, 11, 12)).containsOnly(6.5);
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
            .mapToObj(seed -> half.fitPredict(features, y, all, all, Target.MEAN, seed)[0])
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
                    10, 0.1, new DepthLimit.None(), 31, 20, 0, 0, 1.5, 1, new EarlyStopping.None()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row_sample must be above 0 and at most 1, but was 1.5");
  }
}
