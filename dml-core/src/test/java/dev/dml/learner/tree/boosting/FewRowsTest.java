package dev.dml.learner.tree.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.GrowingLearner;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fit that learns from few rows of many, and predicts few, has them alone before it. In nodes of
 * up to 64 rows all cuts are tried, so that it predicts exactly as if all rows were predicted.
 */
class FewRowsTest {

  private static final int ROWS = 4_000;
  private static final int LEVELS = 9;
  private static final Rows TRAIN = Rows.where(ROWS, row -> row % 63 == 5);
  private static final Rows FEW = Rows.where(ROWS, row -> row % 17 == 3);
  private static final Features X = features();

  /** A text, a column with missing values, one with ties, one of two values, one of 7. */
  private static Features features() {
    RandomGenerator random = new Seed(61).generator();
    int[] text = random.ints(ROWS, 0, LEVELS).toArray();
    double[][] x = new double[4][ROWS];
    for (int row = 0; row < ROWS; row++) {
      x[0][row] = random.nextDouble() < 0.3 ? Double.NaN : random.nextGaussian();
      x[1][row] = random.nextDouble() < 0.5 ? 0 : Math.exp(2 * random.nextGaussian());
      x[2][row] = random.nextInt(2);
      x[3][row] = random.nextInt(7);
    }
    List<Column> levels =
        IntStream.range(0, LEVELS)
            .mapToObj(
                level ->
                    Column.owning(
                        "level " + level,
                        Arrays.stream(text).mapToDouble(own -> own == level ? 1 : 0).toArray()))
            .toList();
    return CausalData.builder()
        .outcome("y", new double[ROWS])
        .treatment("d", new double[ROWS])
        .oneHot(levels)
        .build()
        .covariates()
        .and(
            IntStream.range(0, x.length)
                .mapToObj(column -> Column.owning("x" + column, x[column]))
                .toList());
  }

  private static double[] outcomes(Target target) {
    RandomGenerator random = new Seed(62).generator();
    double[] y = new double[ROWS];
    Arrays.setAll(
        y,
        row -> {
          double missing = X.get(row, LEVELS);
          double mean =
              (Double.isNaN(missing) ? 2 : missing)
                  + 2 * X.get(row, 1)
                  - (X.get(row, LEVELS + 1) > 1 ? 2 : 0)
                  + random.nextGaussian();
          return target == Target.MEAN ? mean : mean > 0 ? 1 : 0;
        });
    return y;
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void theyPredictAsIfAllRowsWerePredicted(Target target) {
    double[] weights = new Seed(63).generator().doubles(ROWS, 0.5, 1.5).toArray();
    Fit all =
        new Fit(X, outcomes(target), TRAIN, Rows.all(ROWS), target, 7)
            .withWeights(Optional.of(weights));
    GradientBoosting boosting =
        Boosters.boosting(
            Map.of(
                "rounds",
                20,
                "learning_rate",
                0.3,
                "min_leaf",
                3,
                "min_leaf_curvature",
                0.5,
                "row_sample",
                0.8,
                "column_sample",
                0.7));
    double[] expected = boosting.fitPredict(all);
    GrowingLearner.Growth growth = boosting.grow(all.within(TRAIN, FEW));
    growth.until(3);
    double[] few = growth.until(20);
    assertThat(Arrays.stream(few).distinct().count()).isGreaterThan(20);
    for (int i = 0; i < FEW.size(); i++) {
      assertThat(few[i]).as("row %d", FEW.get(i)).isEqualTo(expected[FEW.get(i)]);
    }
  }
}
