package dev.dml.learner.tree.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** When boosting stops, and after which round its predictions are made. */
class EarlyStoppingTest {

  private static final int ROUNDS = 150;
  private static final int ROWS = 400;
  private static final int FOREVER = 1_000_000;

  private final double[] x = new double[ROWS];
  private final double[] y = new double[ROWS];

  private double[] fit(int rounds, double rate, Object earlyStopping) {
    GradientBoosting learner =
        GradientBoosting.type()
            .create(
                Map.of(
                    "rounds",
                    rounds,
                    "learning_rate",
                    rate,
                    "min_leaf",
                    1,
                    "max_leaves",
                    4,
                    "early_stopping",
                    earlyStopping));
    Rows all = Rows.all(ROWS);
    Features features = Features.of(ROWS, List.of(Column.of("x", x)));
    return learner.fitPredict(new Fit(features, y, all, all, Target.MEAN, 5));
  }

  private void draw(double signal, long seed) {
    RandomGenerator random = new Seed(seed).generator();
    Arrays.setAll(x, row -> random.nextDouble());
    Arrays.setAll(y, row -> signal * Math.sin(6 * x[row]) + random.nextGaussian());
  }

  /**
   * With endless patience, predictions change with a further round if and only if that round has a
   * new minimum of the loss on the rows that are held out. So these rounds can be seen from
   * outside, and where any patience has to stop: at the first minimum that none follows within so
   * many rounds.
   */
  @Test
  void itStopsAfterSoManyRoundsWithoutAMinimumAndPredictsAsAtTheLastOne() {
    draw(1, 1);
    List<double[]> best = new ArrayList<>();
    List<Integer> minima = new ArrayList<>();
    for (int rounds = 1; rounds <= ROUNDS; rounds++) {
      best.add(fit(rounds, 0.1, FOREVER));
      if (rounds == 1 || !Arrays.equals(best.get(rounds - 1), best.get(rounds - 2))) {
        minima.add(rounds);
      }
    }
    Set<Integer> stops = new HashSet<>();
    Set<Integer> justWaited = new HashSet<>();
    for (int patience = 1; patience <= 20; patience++) {
      int stop = 0;
      for (int round : minima) {
        if (round - stop > patience) {
          break;
        }
        if (round - stop == patience && patience > 1) {
          justWaited.add(patience);
        }
        stop = round;
      }
      stops.add(stop);
      assertThat(fit(ROUNDS, 0.1, patience)).as("%s", patience).isEqualTo(best.get(stop - 1));
    }
    // Otherwise the data would show nothing.
    assertThat(stops).hasSizeGreaterThan(2);
    assertThat(justWaited).hasSizeGreaterThan(1);
  }

  /**
   * There is no signal, so every round at the full rate makes the predictions of other rows worse,
   * and what is left is the mean of the rows that are not held out. Nine tenths of 400 rows with
   * standard deviation 1 have a mean with standard error 0.053; 5 of these.
   */
  @Test
  void whatOnlyGetsWorseIsNotBegun() {
    draw(0, 2);
    double[] predictions = fit(50, 1, 5);
    assertThat(predictions).containsOnly(predictions[0]);
    assertThat(predictions[0]).isNotZero().isCloseTo(0, within(5 * 0.053));
    assertThat(Arrays.stream(fit(50, 1, "none")).distinct().count()).isGreaterThan(10);
  }

  /**
   * Every row is there twice, and the outcome is noise. Held-out rows whose twins are trained on
   * reward learning the noise by heart; whole clusters of twins do not, so that boosting stops near
   * the mean. The predictions of the first then have most of the variance 1 of the noise.
   */
  @Test
  void rowsOfAClusterAreHeldOutTogether() {
    RandomGenerator random = new Seed(8).generator();
    double[] pair = new double[ROWS];
    for (int row = 0; row < ROWS; row += 2) {
      Arrays.fill(x, row, row + 2, random.nextDouble());
      Arrays.fill(y, row, row + 2, random.nextGaussian());
      Arrays.fill(pair, row, row + 2, row);
    }
    GradientBoosting learner =
        GradientBoosting.type()
            .create(
                Map.of("rounds", 1000, "min_leaf", 1, "learning_rate", 0.1, "early_stopping", 20));
    Rows all = Rows.all(ROWS);
    Features features = Features.of(ROWS, List.of(Column.of("x", x)));
    double divided = 0;
    double whole = 0;
    for (long seed = 0; seed < 10; seed++) {
      Fit fit = new Fit(features, y, all, all, Target.MEAN, seed);
      divided += variance(learner.fitPredict(fit)) / 10;
      whole += variance(learner.fitPredict(fit.withClusters(pair))) / 10;
    }
    assertThat(divided).isGreaterThan(0.5);
    assertThat(whole).isLessThan(0.25);
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
  }
}
