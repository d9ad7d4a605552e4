package dev.dml.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.tree.boosting.ExactBoosting;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits of forests and boosting from version to version.
 *
 * <p>The pinned numbers were computed by this project's code itself, version 0.1.0-SNAPSHOT at
 * commit 4563e11, and say nothing about what is right: that is what the comparisons with the
 * definition on the same data are for. If a pinned number changes, so do the results of runs that
 * were published.
 */
class PublishedBitsTest {

  private static final int ROWS = 600;
  private static final Rows TRAIN = Rows.where(ROWS, row -> row % 3 != 0);
  private static final Rows TEST = Rows.where(ROWS, row -> row % 3 == 0);

  /** Two binary columns, one of 7 values, two of up to 200: exact in the bins of trees. */
  private static final double[][] X = columns(2, 2, 7, 200, 200);

  private static double[][] columns(int... levels) {
    RandomGenerator random = new Seed(101).generator();
    double[][] columns = new double[levels.length][ROWS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < levels.length; column++) {
        columns[column][row] = random.nextInt(levels[column]);
      }
    }
    return columns;
  }

  /** Whole numbers that depend on four of the columns. */
  private static double[] means() {
    RandomGenerator random = new Seed(102).generator();
    double[] y = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double signal = 30 * X[0][row] * X[2][row] + Math.abs(X[3][row] - 100) - X[4][row];
      y[row] = signal + random.nextInt(100);
    }
    return y;
  }

  private static double[] classes() {
    return Arrays.stream(means()).map(mean -> mean > 40 ? 1 : 0).toArray();
  }

  private static Features features() {
    List<Column> named = new ArrayList<>();
    for (double[] column : X) {
      named.add(Column.of("x" + named.size(), column));
    }
    return Features.of(ROWS, named);
  }

  private static double[] predict(String type, Map<String, ?> settings, Target target) {
    Learner learner = LearnerTypes.installed().named(type).orElseThrow().create(settings);
    double[] y = target == Target.MEAN ? means() : classes();
    return learner.fitPredict(new Fit(features(), y, TRAIN, TEST, target, 7));
  }

  private static Map<String, ?> settings(String name) {
    return switch (name) {
      case "third" -> Map.of("trees", 20, "features", "third", "min_leaf", 3);
      case "all" -> Map.of("trees", 20, "features", "all", "min_leaf", 1);
      case "share" -> Map.of("trees", 20, "features", "sqrt", "max_depth", 4, "sample", 0.5);
      case "plain" -> Map.of("rounds", 30, "max_depth", 4, "early_stopping", "none");
      case "stopped" -> Map.of("rounds", 200, "early_stopping", 5, "l2", 1.0);
      case "sampled" -> Map.of("rounds", 30, "row_sample", 0.6, "column_sample", 0.6);
      case "curved" -> Map.of("rounds", 30, "min_leaf_curvature", 2.0);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The hash is that of {@link Arrays#hashCode(double[])}, which is of the bits of all of them. */
  @ParameterizedTest
  @CsvSource({
    "random-forest, third, MEAN, -13.483373015873019, -1549612508",
    "random-forest, all, MEAN, 8.6, 1326169393",
    "random-forest, share, PROBABILITY, 0.35298711417535394, -1408533267",
    "gradient-boosting, plain, MEAN, 14.158238316421452, -908885823",
    "gradient-boosting, stopped, MEAN, 2.10047402803071, 1688154707",
    "gradient-boosting, sampled, MEAN, 22.54052703845015, 237290808",
    "gradient-boosting, curved, PROBABILITY, 0.3000357828316971, -201472747",
  })
  void predictionsHaveTheBitsOfPublishedRuns(
      String type, String settings, Target target, double first, int hash) {
    double[] predictions = predict(type, settings(settings), target);
    assertThat(predictions[0]).isEqualTo(first);
    assertThat(Arrays.hashCode(predictions)).isEqualTo(hash);
  }

  @Test
  void aTreeOfOneCutIsTheLeastSquaresCut() {
    double[] y = means();
    double least = Double.POSITIVE_INFINITY;
    double[] expected = new double[TEST.size()];
    for (double[] column : X) {
      for (double cut : Arrays.stream(column).distinct().toArray()) {
        double[] sides = {mean(y, column, cut, true), mean(y, column, cut, false)};
        double squares = 0;
        for (int row : TRAIN.toArray()) {
          squares += Math.pow(y[row] - sides[column[row] < cut ? 0 : 1], 2);
        }
        if (squares < least) {
          least = squares;
          Arrays.setAll(expected, i -> sides[column[TEST.get(i)] < cut ? 0 : 1]);
        }
      }
    }
    Map<String, ?> oneCut =
        Map.of("trees", 1, "features", "all", "min_leaf", 1, "max_depth", 1, "sample", 1.0);
    assertThat(predict("random-forest", oneCut, Target.MEAN))
        .containsExactly(expected, within(1e-9));
  }

  private static double mean(double[] y, double[] column, double cut, boolean left) {
    return Arrays.stream(TRAIN.toArray())
        .filter(row -> column[row] < cut == left)
        .mapToDouble(row -> y[row])
        .average()
        .orElse(0);
  }

  @Test
  void boostingIsThatOfTheDefinition() {
    double[][] x = new double[X.length][];
    Arrays.setAll(x, column -> among(X[column]));
    double[] probabilities = new ExactBoosting(x, among(classes()), 2, 3, 0.3).fit(5);
    Map<String, ?> settings =
        Map.of(
            "rounds",
            5,
            "learning_rate",
            0.3,
            "max_depth",
            3,
            "min_leaf",
            1,
            "early_stopping",
            "none",
            "min_leaf_curvature",
            2.0);
    Learner learner =
        LearnerTypes.installed().named("gradient-boosting").orElseThrow().create(settings);
    double[] predicted =
        learner.fitPredict(new Fit(features(), classes(), TRAIN, TRAIN, Target.PROBABILITY, 7));
    assertThat(predicted).containsExactly(probabilities, within(1e-6));
  }

  private static double[] among(double[] column) {
    return Arrays.stream(TRAIN.toArray()).mapToDouble(row -> column[row]).toArray();
  }
}
