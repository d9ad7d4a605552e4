package dev.dml.learner.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixtureLikelihoodTest {

  private static final int ROWS = 400;

  private final Random random = new Random(7);
  private final double[] p = random.doubles(ROWS).toArray();
  private final double[] y = Arrays.stream(p).map(q -> random.nextDouble() < q ? 1 : 0).toArray();
  private final double[][] candidates = {
    p, random.doubles(ROWS).toArray(), Arrays.stream(p).map(q -> 0.5).toArray()
  };
  private final double[] ones = Arrays.stream(p).map(q -> 1).toArray();

  private double logLoss(double[] weights) {
    double loss = 0;
    for (int i = 0; i < ROWS; i++) {
      double mean = 0;
      for (int j = 0; j < weights.length; j++) {
        mean += weights[j] * candidates[j][i];
      }
      loss -= Math.log(y[i] == 1 ? mean : 1 - mean) / ROWS;
    }
    return loss;
  }

  /** A grid of steps of 1/50; the gap of 1e-6 is the bound that ends the steps. */
  @Test
  void noPointOfAGridIsBetter() {
    double[] weights = new MixtureLikelihood(y, candidates, ones).weights();
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
    double least = logLoss(weights);
    for (int a = 0; a <= 50; a++) {
      for (int b = 0; a + b <= 50; b++) {
        double[] other = {a / 50.0, b / 50.0, (50 - a - b) / 50.0};
        assertThat(logLoss(other)).isGreaterThan(least - 1e-6);
      }
    }
  }

  @Test
  void theBestAloneHasTheLargestLikelihood() {
    assertThat(CombinationLoss.LOG_LOSS.smallest(y, candidates, ones)).isZero();
  }
}
