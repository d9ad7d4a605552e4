package dev.dml.learner.tree.boosting;

import static dev.dml.learner.tree.boosting.Boosters.SIX;
import static dev.dml.learner.tree.boosting.Boosters.boosting;
import static dev.dml.learner.tree.boosting.Boosters.fit;
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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GradientBoostingTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return boosting(Map.of("rounds", 60, "learning_rate", 0.1, "row_sample", 0.8, "min_leaf", 5));
  }

  /** Stumps without sampling or early stopping, with leaves of one row or more. */
  private static GradientBoosting stumps(int rounds, double learningRate, double l2) {
    return boosting(
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
  void targetsOfOneClassDoNotConfuseTheSums() {
    // Rows that agree are one unit; their residuals differ from other units' by rounding alone.
    double[] x = new double[60];
    Arrays.setAll(x, row -> row % 11);
    double[] y = new double[60];
    Arrays.fill(y, 1);
    Features features = Features.of(60, List.of(Column.of("x", x)));
    double[] predicted =
        fit(
            boosting(Map.of("rounds", 20, "min_leaf", 1, "early_stopping", "none")),
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
    assertThat(Arrays.stream(fit(boosting(settings), features, Target.MEAN, x)).distinct())
        .hasSize(5);
    Map<String, Object> deep =
        Map.of("rounds", 1, "min_leaf", 1, "early_stopping", "none", "max_depth", 3);
    assertThat(Arrays.stream(fit(boosting(deep), features, Target.MEAN, x)).distinct()).hasSize(8);
    Map<String, Object> large = Map.of("rounds", 1, "min_leaf", 251, "early_stopping", "none");
    assertThat(Arrays.stream(fit(boosting(large), features, Target.MEAN, x)).distinct()).hasSize(1);
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
    double stopped = spread(fit(boosting(Map.of()), features, Target.MEAN, y));
    double all = spread(fit(boosting(Map.of("early_stopping", "none")), features, Target.MEAN, y));
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
        boosting(
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
                boosting(
                    Map.of("learning_rate", 0, "max_leaves", 1, "early_stopping", 0, "l2", -1)))
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
