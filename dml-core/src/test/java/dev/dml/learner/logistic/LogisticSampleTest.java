package dev.dml.learner.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.penalized.InnerFolds;
import dev.dml.learner.penalized.PenalizedSample.Precision;
import dev.dml.learner.penalized.PenaltyWeight;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticSampleTest {

  private static final int ROWS = 100;
  private static final int COLUMNS = 60;

  private final RowWeights equal = new RowWeights(Optional.empty());
  private final Rows all = Rows.all(ROWS);
  private final Fit fit = fit();
  private final InnerFolds folds =
      InnerFolds.drawStratified(new PenaltyWeight.CrossValidated(), fit, 5);

  /**
   * The first of 60 columns moves the log-odds, so that small weights separate what noise there is.
   */
  private Fit fit() {
    Random random = new Random(1);
    double[][] x = new double[COLUMNS][];
    Arrays.setAll(x, j -> random.doubles(ROWS, -2, 2).toArray());
    double[] y =
        IntStream.range(0, ROWS)
            .mapToDouble(i -> random.nextDouble() < 1 / (1 + Math.exp(-2 * x[0][i])) ? 1 : 0)
            .toArray();
    Features features =
        Features.of(
            ROWS, IntStream.range(0, COLUMNS).mapToObj(j -> Column.of("x" + j, x[j])).toList());
    return new Fit(features, y, all, all, Target.PROBABILITY, 7);
  }

  private LogisticLikelihood likelihood(Rows learnt, Rows rows) {
    return new LogisticLikelihood(
        new StandardizedFeatures(fit.x(), learnt, equal), fit.y(), rows, equal);
  }

  @Test
  void aFoldCountsNoWeightThatPredictsItTwiceAsBadlyAsTheLargest() {
    LogisticSample sample = new LogisticSample(fit, likelihood(all, all), folds, 0);
    double[] weights = new double[30];
    Arrays.setAll(weights, i -> sample.largestWeight() * Math.pow(1e-4, i / 29.0));
    double[] plain = plain(weights);
    int first =
        IntStream.range(0, 30).filter(i -> plain[i] > 2 * plain[0]).findFirst().orElseThrow();
    // The weight that predicts best is far from there.
    assertThat(first).isGreaterThan(5 + least(plain));

    assertThat(sample.worthTrying(weights)).isEqualTo(first);
    double[] deviances = sample.deviances(0, weights);
    assertThat(Arrays.copyOf(deviances, first))
        .containsExactly(Arrays.copyOf(plain, first), within(1e-9));
    assertThat(Arrays.copyOfRange(deviances, first, 30)).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(sample.deviances(0, Arrays.copyOf(weights, 4))).hasSize(4);
  }

  private static int least(double[] values) {
    return IntStream.range(0, values.length)
        .reduce((i, j) -> values[j] < values[i] ? j : i)
        .orElseThrow();
  }

  /** The deviances in the first fold, all of them. */
  private double[] plain(double[] weights) {
    Rows learning = folds.without(0);
    LogisticLikelihood learnt = likelihood(learning, learning);
    LogisticLikelihood heldOut = likelihood(learning, folds.heldOut(0));
    LogisticDescent descent =
        new LogisticDescent(learnt, 0, learnt.constant(), Precision.COARSE.tolerance());
    return Arrays.stream(weights)
        .map(weight -> heldOut.deviance(descent.solve(weight)) * heldOut.weight())
        .toArray();
  }
}
