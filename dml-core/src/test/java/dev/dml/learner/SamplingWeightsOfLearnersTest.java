package dev.dml.learner;

import static dev.dml.learner.LinearFixture.LCG;
import static dev.dml.learner.LinearFixture.TEST;
import static dev.dml.learner.LinearFixture.TRAIN;
import static dev.dml.learner.LinearFixture.eleven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.Lcg500;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.penalized.ElasticNet;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.penalized.PenaltyWeight;
import dev.dml.learner.penalized.Ridge;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.split.Block;
import dev.dml.split.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole weights are copies of rows, and their unit does not matter. */
class SamplingWeightsOfLearnersTest {

  private static final PenaltyWeight CV = new PenaltyWeight.CrossValidated();

  /**
   * 1, 2 or 3 copies of a row, and more of those with a large x1; 2 on average of the training
   * rows.
   */
  private static final double[] COPIES = copies();

  /** Of few values, so that copies move no border of a bin. */
  private static final Features X =
      Features.of(
          Lcg500.ROWS,
          eleven().columns().stream()
              .map(
                  column ->
                      Column.of(
                          column.name(),
                          Arrays.stream(column.toArray())
                              .map(v -> Math.rint(20 * v) / 20)
                              .toArray()))
              .toList());

  private static double[] copies() {
    double[] copies = new double[Lcg500.ROWS];
    double[] sorted = LCG.x1.clone();
    Arrays.sort(sorted);
    Arrays.setAll(copies, i -> LCG.x1[i] < -0.3 ? 1 : LCG.x1[i] > 0.3 ? 3 : 2);
    int missing =
        2 * TRAIN.size() - (int) Arrays.stream(TRAIN.toArray()).mapToDouble(i -> copies[i]).sum();
    for (int i = 0; missing != 0; i++) {
      double wanted = Math.clamp(copies[TRAIN.get(i)] + Integer.signum(missing), 1, 3);
      missing -= (int) (wanted - copies[TRAIN.get(i)]);
      copies[TRAIN.get(i)] = wanted;
    }
    return copies;
  }

  private static Fit weighted(Target target, double unit) {
    double[] weights = Arrays.stream(COPIES).map(copies -> unit * copies).toArray();
    return new Fit(X, y(target), TRAIN, TEST, target, 7).withWeights(Optional.of(weights));
  }

  private static double[] y(Target target) {
    return target == Target.MEAN ? LCG.y : LCG.d;
  }

  /** The same fit on as many copies of each training row, which follow one another. */
  private static Fit duplicated(Target target) {
    int[] source =
        IntStream.concat(
                Arrays.stream(TRAIN.toArray())
                    .flatMap(row -> IntStream.generate(() -> row).limit((long) COPIES[row])),
                Arrays.stream(TEST.toArray()))
            .toArray();
    int train = source.length - TEST.size();
    Function<double[], double[]> taken =
        values -> Arrays.stream(source).mapToDouble(row -> values[row]).toArray();
    List<Column> columns =
        X.columns().stream()
            .map(column -> Column.of(column.name(), taken.apply(column.toArray())))
            .toList();
    return new Fit(
        Features.of(source.length, columns),
        taken.apply(y(target)),
        Rows.of(IntStream.range(0, train).toArray()),
        Rows.of(IntStream.range(train, source.length).toArray()),
        target,
        7);
  }

  static Stream<Learner> deterministic() {
    PenaltyWeight weight = new PenaltyWeight.Fixed(0.03);
    return Stream.of(
        new LinearRegression(),
        new Ridge(weight, 5, 100),
        new Lasso(weight, 5, 100),
        new ElasticNet(weight, 5, 100, 0.4),
        new LogisticRegression(0, new PenaltyWeight.Fixed(0), 5, 100),
        new LogisticRegression(0.1, new PenaltyWeight.Fixed(0), 5, 100),
        new LogisticRegression(0, new PenaltyWeight.Fixed(0.02), 5, 100),
        boosting(10, 0.5));
  }

  private static Learner boosting(int minLeaf, double l2) {
    return create(
        "gradient-boosting",
        Map.of("rounds", 30, "min_leaf", minLeaf, "l2", l2, "early_stopping", "none"));
  }

  private static Learner create(String type, Map<String, Object> settings) {
    return LearnerTypes.installed().named(type).orElseThrow().create(settings);
  }

  /**
   * With a mean weight of 2, ten rows that count alike are twenty copies; a penalty is in units of
   * the mean loss, but that of boosting in rows.
   */
  @ParameterizedTest
  @MethodSource("deterministic")
  void wholeWeightsAreCopiesOfRows(Learner learner) {
    for (Target target : Target.values()) {
      if (learner.supports(target)) {
        Learner ofCopies = learner instanceof GradientBoosting ? boosting(20, 1) : learner;
        assertThat(learner.fitPredict(weighted(target, 1)))
            .as("%s", target)
            .containsExactly(ofCopies.fitPredict(duplicated(target)), within(1e-8));
      }
    }
  }

  static Stream<Learner> all() {
    return Stream.concat(
        deterministic(),
        Stream.of(
            new Ridge(CV, 5, 30),
            new Lasso(CV, 5, 30),
            new LogisticRegression(0, CV, 5, 30),
            GradientBoosting.DEFAULT,
            RandomForest.DEFAULT.withTrees(20)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theUnitOfWeightsChangesNothing(Learner learner) {
    assertThat(learner.takesWeights()).isTrue();
    for (Target target : Target.values()) {
      if (learner.supports(target)) {
        double[] predictions = learner.fitPredict(weighted(target, 1));
        assertThat(learner.fitPredict(weighted(target, 1024))).isEqualTo(predictions);
        assertThat(learner.fitPredict(weighted(target, 0.003)))
            .containsExactly(predictions, within(1e-6));
        assertThat(learner.fitPredict(weighted(target, 1).withWeights(Optional.empty())))
            .as("they change something")
            .isNotEqualTo(predictions);
      }
    }
  }

  /** Cross products of the cells of a block, and a decomposition of the training rows. */
  @Test
  void leastSquaresThatSharesWorkIsThatOfTheTrainingRows() {
    Partition folds = Partition.of(IntStream.range(0, Lcg500.ROWS).map(row -> row % 5).toArray());
    Fit shared =
        Fit.outside(Block.of(folds).fold(0, 0), X, LCG.y, Target.MEAN, 7)
            .withWeights(Optional.of(COPIES));
    LinearRegression learner = new LinearRegression();
    assertThat(learner.fitPredict(shared))
        .containsExactly(learner.fitPredict(weighted(Target.MEAN, 1)), within(1e-11));
  }

  /**
   * Columns that cannot vary but by two values: each tree predicts the mean of what it drew of a
   * group, so that the forest is near the weighted mean of the group.
   */
  @Test
  void aForestPredictsWeightedMeansOfGroups() {
    Features group = Features.of(Lcg500.ROWS, List.of(Column.of("z", LCG.z)));
    for (String sample : List.of("bootstrap", "0.6")) {
      Object setting = sample.equals("bootstrap") ? sample : Double.valueOf(sample);
      Learner forest = create("random-forest", Map.of("trees", 2000, "sample", setting));
      Fit fit = new Fit(group, LCG.y, TRAIN, TEST, Target.MEAN, 7).withWeights(Optional.of(COPIES));
      double[] predictions = forest.fitPredict(fit);
      for (int i = 0; i < 20; i++) {
        double z = LCG.z[TEST.get(i)];
        double sum = 0;
        double total = 0;
        for (int row : TRAIN.toArray()) {
          sum += LCG.z[row] == z ? COPIES[row] * LCG.y[row] : 0;
          total += LCG.z[row] == z ? COPIES[row] : 0;
        }
        // The mean of a tree has the standard deviation 1.3 / sqrt(180) = 0.1, that of 2,000
        // 0.0022.
        assertThat(predictions[i]).isCloseTo(sum / total, within(0.01));
      }
    }
  }
}
