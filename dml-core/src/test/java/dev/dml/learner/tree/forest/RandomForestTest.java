package dev.dml.learner.tree.forest;

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
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

public class RandomForestTest extends LearnerContractTest {

  private static final Features SIX = Features.of(6, List.of(Column.of("x", 1, 2, 3, 4, 6, 7)));
  private static final double[] SIX_Y = {1, 2, 3, 10, 11, 12};

  @Override
  protected Learner learner() {
    return new RandomForest(
        50,
        new FeatureSampling.Third(),
        5,
        new DepthLimit.None(),
        new RowSampling.Bootstrap(),
        SingleClass.REFUSE);
  }

  /** One tree on all rows that tries every column. */
  private static RandomForest tree(int minLeaf, DepthLimit depth) {
    return new RandomForest(
        1, new FeatureSampling.All(), minLeaf, depth, new RowSampling.Share(1), SingleClass.REFUSE);
  }

  private static double[] fit(Learner learner, Features x, double... y) {
    Rows all = Rows.all(x.rows());
    return learner.fitPredict(new Fit(x, y, all, all, Target.MEAN, 1));
  }

  @Test
  void aStumpCutsWhereTheSumOfSquaresFallsMost() {
    // The sum of squares falls by n_l n_r / 6 (mean_l - mean_r)^2: cut after 1: 5/6 (1 - 7.6)^2 =
    // 36.3; after 2: 8/6 (1.5 - 9)^2 = 75; after 3: 9/6 (2 - 11)^2 = 121.5, the most; after 4: 8/6
    // (4 - 11.5)^2 = 75; after 6: 5/6 (5.4 - 12)^2 = 36.3. The leaves' means are 2 and 11.
    assertThat(fit(tree(1, new DepthLimit.Cuts(1)), SIX, SIX_Y))
        .containsExactly(2, 2, 2, 11, 11, 11);
  }

  @Test
  void aCutLiesAtTheMidpointOfTheValuesOnBothSides() {
    // Trained on x = 1, 4 and 8 the first cut is after 4, at 6: rows with 5 and 6 go left, 7 right.
    Features x = Features.of(6, List.of(Column.of("x", 1, 4, 5, 6, 7, 8)));
    double[] y = {0, 0, Double.NaN, Double.NaN, Double.NaN, 9};
    double[] predicted =
        tree(1, new DepthLimit.None())
            .fitPredict(new Fit(x, y, Rows.of(0, 1, 5), Rows.of(2, 3, 4), Target.MEAN, 1));
    assertThat(predicted).containsExactly(0, 0, 9);
  }

  @Test
  void leavesHoldAtLeastMinLeafRows() {
    // Of the cuts that leave two rows or more on each side, that after 3 is the best (see above);
    // each side's three rows cannot be cut into two and two.
    assertThat(fit(tree(2, new DepthLimit.None()), SIX, SIX_Y))
        .containsExactly(2, 2, 2, 11, 11, 11);
    // No cut leaves four rows on both sides: the mean, 39 / 6.
    assertThat(fit(tree(4, new DepthLimit.None()), SIX, SIX_Y)).containsOnly(6.5);
  }

  @Test
  void minLeafCountsRowsAndNotTheirCopies() {
    // Two rows, two draws: a sample holds both rows once or one row twice. With two rows to a leaf
    // no sample can be cut, so every tree predicts 0, 5 or 10, the mean of its draws, everywhere.
    Features x = Features.of(2, List.of(Column.of("x", 0, 1)));
    RandomForest forest =
        new RandomForest(
            101,
            new FeatureSampling.All(),
            2,
            new DepthLimit.None(),
            new RowSampling.Bootstrap(),
            SingleClass.REFUSE);
    double[] predicted = fit(forest, x, 0, 10);
    assertThat(predicted[0]).isEqualTo(predicted[1]);
    assertThat(predicted[0] * 101 / 5).isCloseTo(Math.rint(predicted[0] * 101 / 5), within(1e-9));
  }

  @Test
  void withoutSamplingAFullTreeReproducesItsTrainingTargets() {
    RandomGenerator random = new Seed(5).generator();
    double[] x = random.doubles(200).toArray();
    double[] z = random.doubles(200).toArray();
    double[] y = random.doubles(200).toArray();
    Features features = Features.of(200, List.of(Column.of("x", x), Column.of("z", z)));
    RandomForest forest =
        new RandomForest(
            3,
            new FeatureSampling.All(),
            1,
            new DepthLimit.None(),
            new RowSampling.Share(1),
            SingleClass.REFUSE);
    // The mean of three equal predictions may differ from them in the last bit.
    assertThat(fit(forest, features, y)).containsExactly(y, within(1e-15));
  }

  @Test
  void aTreeOfLimitedDepthHasAtMostTwoToItsPowerLeaves() {
    double[] x = new Seed(6).generator().doubles(500).toArray();
    Features features = Features.of(500, List.of(Column.of("x", x)));
    double[] predicted = fit(tree(1, new DepthLimit.Cuts(3)), features, x);
    assertThat(Arrays.stream(predicted).distinct().count()).isEqualTo(8);
  }

  @Test
  void anInteractionWithoutMainEffectsIsFound() {
    // Neither column alone explains anything of x0 xor x1; the first cut gains nothing.
    Features x = Features.of(4, List.of(Column.of("a", 0, 0, 1, 1), Column.of("b", 0, 1, 0, 1)));
    assertThat(fit(tree(1, new DepthLimit.None()), x, 0, 1, 1, 0)).containsExactly(0, 1, 1, 0);
  }

  @Test
  void probabilitiesAreTheLeavesSharesOfOnes() {
    Features x = Features.of(5, List.of(Column.of("a", 0, 0, 0, 1, 1)));
    double[] y = {0, 0, 1, 1, 1};
    double[] predicted =
        tree(1, new DepthLimit.None())
            .fitPredict(new Fit(x, y, Rows.all(5), Rows.of(0, 3), Target.PROBABILITY, 1));
    // One of three rows with a = 0 is a one, and both with a = 1.
    assertThat(predicted).containsExactly(1.0 / 3, 1.0);
  }

  @Test
  void tiesBetweenColumnsAreBrokenByChance() {
    // The columns agree in the training rows 0 and 1 and differ in row 2, where a tree predicts 0
    // if it cut a and 1 if it cut b. The share of b in 400 trees has standard deviation 0.025.
    Features x = Features.of(3, List.of(Column.of("a", 0, 1, 0), Column.of("b", 0, 1, 1)));
    RandomForest forest =
        new RandomForest(
            400,
            new FeatureSampling.All(),
            1,
            new DepthLimit.None(),
            new RowSampling.Share(1),
            SingleClass.REFUSE);
    double[] y = {0, 1, Double.NaN};
    double[] predicted =
        forest.fitPredict(new Fit(x, y, Rows.of(0, 1), Rows.of(2), Target.MEAN, 3));
    assertThat(predicted[0]).isCloseTo(0.5, within(4 * 0.025));
  }

  @Test
  void importanceIsEachColumnsShareOfTheReduction() {
    // The mean of 0, 0, 4, 6 is 2.5, their sum of squares around it 27. Cutting a leaves 0 and 2
    // (around 5), so it reduces 25; b then reduces the 2 in the right leaf. c is constant.
    Features x =
        Features.of(
            4,
            List.of(
                Column.of("c", 7, 7, 7, 7),
                Column.of("b", 0, 1, 0, 1),
                Column.of("a", 0, 0, 1, 1)));
    ForestInspection inspection =
        tree(1, new DepthLimit.None()).inspect(x, new double[] {0, 0, 4, 6}, Rows.all(4), 1);
    assertThat(inspection.importance().keySet()).containsExactly("c", "b", "a");
    assertThat(inspection.importance().get("c")).isZero();
    assertThat(inspection.importance().get("b")).isCloseTo(2.0 / 27, within(1e-12));
    assertThat(inspection.importance().get("a")).isCloseTo(25.0 / 27, within(1e-12));
    // The only tree drew every row.
    assertThat(inspection.outOfBagError()).isEmpty();
    assertThat(inspection.outOfBagRows()).isZero();
  }

  @Test
  void nothingIsImportantForAConstantTarget() {
    double[] y = {1, 1, 1, 1, 1, 1};
    assertThat(tree(1, new DepthLimit.None()).inspect(SIX, y, Rows.all(6), 1).importance())
        .isEqualTo(Map.of("x", 0.0));
  }

  @Test
  void aRowIsOutOfBagWhereItWasNotDrawn() {
    // Each tree draws one of two rows and predicts its target for the other one: whatever is
    // drawn, both predictions err by 10, if both rows are left out at least once, as in 50 trees.
    Features x = Features.of(2, List.of(Column.of("x", 0, 1)));
    RandomForest forest =
        new RandomForest(
            50,
            new FeatureSampling.All(),
            1,
            new DepthLimit.None(),
            new RowSampling.Share(0.5),
            SingleClass.REFUSE);
    ForestInspection inspection = forest.inspect(x, new double[] {0, 10}, Rows.all(2), 1);
    assertThat(inspection.outOfBagError()).hasValue(100);
    assertThat(inspection.outOfBagRows()).isEqualTo(2);
  }

  @Test
  void theOutOfBagErrorIsNearThatOfNewRows() {
    // y is x plus noise of variance 1. New rows have an error of 1 plus that of the forest, which
    // is the same in and out of the training rows: the two means of 1,000 squares agree but for
    // their standard errors, sqrt(2 / 1000) = 0.045 each. A forest errs far less in its own rows.
    RandomGenerator random = new Seed(14).generator();
    double[] x = random.doubles(2000, 0, 4).toArray();
    double[] y = Arrays.stream(x).map(v -> v + random.nextGaussian()).toArray();
    Features features = Features.of(2000, List.of(Column.of("x", x)));
    Rows train = Rows.where(2000, row -> row < 1000);
    Rows test = Rows.where(2000, row -> row >= 1000);
    RandomForest forest = RandomForest.DEFAULT.withTrees(200);
    double error = forest.inspect(features, y, train, 3).outOfBagError().orElseThrow();
    double onNewRows = 0;
    double[] predicted = forest.fitPredict(new Fit(features, y, train, test, Target.MEAN, 3));
    for (int i = 0; i < 1000; i++) {
      onNewRows += (y[1000 + i] - predicted[i]) * (y[1000 + i] - predicted[i]) / 1000;
    }
    assertThat(error).isCloseTo(onNewRows, within(4 * 0.045 * Math.sqrt(2)));
  }

  @Test
  void theNumberOfColumnsPerCutFollowsTheSetting() {
    assertThat(new FeatureSampling.All().of(15)).isEqualTo(15);
    assertThat(new FeatureSampling.SquareRoot().of(15)).isEqualTo(3);
    assertThat(new FeatureSampling.Third().of(15)).isEqualTo(5);
    assertThat(new FeatureSampling.Third().of(2)).isEqualTo(1);
    assertThat(new FeatureSampling.Count(20).of(15)).isEqualTo(15);
    assertThat(new FeatureSampling.Share(0.5).of(15)).isEqualTo(7);
  }

  @Test
  void everyNotationOfASettingIsReadAndWrittenBack() {
    LearnerType<RandomForest> type = RandomForest.type();
    for (Object features : List.of("all", "sqrt", "third", 4, 0.25)) {
      for (Object sample : List.of("bootstrap", 0.5)) {
        for (Object depth : List.of("none", 7)) {
          Map<String, Object> written =
              Map.of("features", features, "sample", sample, "max_depth", depth);
          assertThat(type.describe(type.create(written))).containsAllEntriesOf(written);
        }
      }
    }
  }

  @Test
  void illegalSettingsAreRefusedWithTheLegalOnes() {
    assertThatThrownBy(
            () ->
                RandomForest.type()
                    .create(Map.of("trees", 0, "features", "half", "max_depth", 0, "sample", 2)))
        .isInstanceOf(LearnerType.InvalidSettings.class)
        .hasMessage(
            "trees must be a whole number from 1 to 1000000, but was 0; "
                + "features must be all, sqrt, third, a whole number of at least 1 or a share"
                + " between 0 and 1, but was half; "
                + "max_depth must be none or a whole number of at least 1, but was 0; "
                + "sample must be bootstrap or a share above 0 and at most 1, drawn without"
                + " replacement, but was 2");
    assertThatThrownBy(() -> tree(0, new DepthLimit.None()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("min_leaf must be at least 1, but was 0");
  }
}
