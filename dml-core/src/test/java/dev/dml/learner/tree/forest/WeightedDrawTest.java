package dev.dml.learner.tree.forest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.tree.bins.Draws;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeightedDrawTest {

  /** The statistic is chi-squared with 5 degrees of freedom, above 20.5 with chance 0.001. */
  @Test
  void chancesAreInProportionToWeights() {
    double[] weights = {0.2, 5, 1, 1, 0.01, 12};
    WeightedDraw draw = new WeightedDraw(weights);
    Draws draws = new Draws();
    draws.restart(11);
    int[] counts = new int[6];
    int drawn = 1_000_000;
    for (int i = 0; i < drawn; i++) {
      counts[draw.next(draws)]++;
    }
    double total = Arrays.stream(weights).sum();
    double statistic = 0;
    for (int i = 0; i < 6; i++) {
      double expected = drawn * weights[i] / total;
      statistic += Math.pow(counts[i] - expected, 2) / expected;
    }
    assertThat(statistic).isBetween(0.2, 20.5);
    assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThan(draw.mostCopies(drawn));
  }

  @Test
  void equalWeightsAreDrawnAlike() {
    WeightedDraw draw = new WeightedDraw(new double[] {0.1, 0.1, 0.1});
    Draws draws = new Draws();
    Draws same = new Draws();
    draws.restart(3);
    same.restart(3);
    for (int i = 0; i < 100; i++) {
      int position = same.below(3);
      same.share();
      assertThat(draw.next(draws)).isEqualTo(position);
    }
  }
}
