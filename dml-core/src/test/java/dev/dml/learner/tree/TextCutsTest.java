package dev.dml.learner.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees of one cut of one text, beside every division of its levels. */
class TextCutsTest {

  private static final int ROWS = 900;
  private static final int LEVELS = 9;

  private static Learner forest(TextCuts cuts) {
    return RandomForest.type()
        .create(
            Map.of(
                "trees",
                1,
                "max_depth",
                1,
                "min_leaf",
                1,
                "sample",
                1.0,
                "features",
                "all",
                "texts",
                cuts == TextCuts.SETS ? "sets" : "indicators"));
  }

  private static Learner boosting(double leastCurvature) {
    return GradientBoosting.type()
        .create(
            Map.of(
                "rounds",
                1,
                "max_depth",
                1,
                "min_leaf",
                1,
                "learning_rate",
                1.0,
                "early_stopping",
                "none",
                "min_leaf_curvature",
                leastCurvature));
  }

  static Stream<Learner> stumps() {
    return Stream.of(forest(TextCuts.SETS), boosting(0));
  }

  /** The columns of a text. */
  private static Features features(int[] text, int levels) {
    List<Column> indicators = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      int its = level;
      indicators.add(
          Column.of(
              "t=" + level, Arrays.stream(text).mapToDouble(t -> t == its ? 1 : 0).toArray()));
    }
    return CausalData.builder()
        .outcome("y", new double[text.length])
        .treatment("d", new double[text.length])
        .oneHot(indicators)
        .build()
        .covariates();
  }

  private static int[] text(int rows, int levels) {
    return new Random(1).ints(rows, 0, levels).toArray();
  }

  /** The smallest sum of squares over all divisions of the levels into two sets. */
  private static double leastSquares(int[] text, double[] y) {
    double[] sum = new double[LEVELS];
    int[] count = new int[LEVELS];
    for (int row = 0; row < text.length; row++) {
      sum[text[row]] += y[row];
      count[text[row]]++;
    }
    double squares = Arrays.stream(y).map(value -> value * value).sum();
    double least = Double.POSITIVE_INFINITY;
    for (int set = 1; set < (1 << LEVELS) - 1; set++) {
      double[] sums = new double[2];
      int[] counts = new int[2];
      for (int level = 0; level < LEVELS; level++) {
        sums[set >> level & 1] += sum[level];
        counts[set >> level & 1] += count[level];
      }
      least =
          Math.min(least, squares - sums[0] * sums[0] / counts[0] - sums[1] * sums[1] / counts[1]);
    }
    return least;
  }

  private static double[] fit(Learner learner, Features x, double[] y, Rows train) {
    return learner.fitPredict(new Fit(x, y, train, Rows.all(x.rows()), Target.MEAN, 1));
  }

  @ParameterizedTest
  @MethodSource("stumps")
  void noDivisionOfTheLevelsExplainsMore(Learner stump) {
    int[] text = text(ROWS, LEVELS);
    Random random = new Random(2);
    double[] means = random.doubles(LEVELS).toArray();
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> means[text[row]] + random.nextGaussian());
    double[] predicted = fit(stump, features(text, LEVELS), y, Rows.all(ROWS));
    double reached =
        IntStream.range(0, ROWS).mapToDouble(i -> Math.pow(y[i] - predicted[i], 2)).sum();
    assertThat(reached).isCloseTo(leastSquares(text, y), within(1e-4));
  }

  /** Levels 0 to 99 and one without any; more than 64 need the second half of a set. */
  @ParameterizedTest
  @MethodSource("stumps")
  void aHundredLevelsAreDivided(Learner stump) {
    int[] text = text(ROWS, 101);
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> text[row] % 3 == 0 ? 1 : 0);
    assertThat(fit(stump, features(text, 101), y, Rows.all(ROWS))).containsExactly(y, within(1e-8));
  }

  @ParameterizedTest
  @MethodSource("stumps")
  void levelsThatWereNotLearntGoWithMostRows(Learner stump) {
    int[] text = text(ROWS, LEVELS);
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> text[row] < 3 ? 1 : 0);
    Rows train = Rows.where(ROWS, row -> text[row] != 0 && text[row] != 8);
    double[] predicted = fit(stump, features(text, LEVELS), y, train);
    for (int row = 0; row < ROWS; row++) {
      assertThat(predicted[row]).isCloseTo(text[row] == 1 || text[row] == 2 ? 1 : 0, within(1e-8));
    }
  }

  @Test
  void indicatorsAreCutOneByOne() {
    int[] text = text(ROWS, LEVELS);
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> text[row] < 3 ? 1 : 0);
    double[] predicted =
        fit(forest(TextCuts.INDICATORS), features(text, LEVELS), y, Rows.all(ROWS));
    assertThat(Arrays.stream(predicted).distinct().count()).isEqualTo(2);
    long alone =
        IntStream.range(0, LEVELS).filter(level -> isAlone(level, text, predicted)).count();
    assertThat(alone).isEqualTo(1);
  }

  /** Whether no other level is predicted as this one is. */
  private static boolean isAlone(int level, int[] text, double[] predicted) {
    double its = 0;
    for (int row = 0; row < text.length; row++) {
      its = text[row] == level ? predicted[row] : its;
    }
    for (int row = 0; row < text.length; row++) {
      if (text[row] != level && predicted[row] == its) {
        return false;
      }
    }
    return true;
  }

  /** 4 p (1 - p) n of a leaf: of probabilities of one half, a quarter of its rows. */
  @Test
  void bothSetsHaveTheLeastCurvature() {
    int[] text = text(ROWS, LEVELS);
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> (text[row] == 0 ? row % 10 != 0 : row % 2 == 0) ? 1 : 0);
    double least = 0.2 * ROWS / 4;
    Features x = features(text, LEVELS);
    double[] predicted =
        boosting(least)
            .fitPredict(new Fit(x, y, Rows.all(ROWS), Rows.all(ROWS), Target.PROBABILITY, 1));
    double[] values = Arrays.stream(predicted).distinct().toArray();
    assertThat(values).hasSize(2);
    for (double value : values) {
      long rows = Arrays.stream(predicted).filter(p -> p == value).count();
      // The curvature of the first round is that of the mean.
      double mean = Arrays.stream(y).average().orElseThrow();
      assertThat(rows * mean * (1 - mean)).isGreaterThanOrEqualTo(least * (1 - 1e-9));
    }
  }
}
