package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeightingTest {

  /** By hand: (1 + 2 + 3)^2 / (1 + 4 + 9) = 36 / 14. */
  @Test
  void theEffectiveNumberOfRowsIsKishs() {
    Weighting weighting = Weighting.of("w", new double[] {2, 1, 3});
    assertThat(weighting.sum()).isCloseTo(6, within(1e-15));
    assertThat(weighting.effectiveRows()).isCloseTo(36.0 / 14, within(1e-14));
    assertThat(weighting.smallest()).isEqualTo(1);
    assertThat(weighting.largest()).isEqualTo(3);
    assertThat(weighting.warning(3)).isEmpty();
  }

  @Test
  void weightsThatAreTheSameAreSaidToChangeNothing() {
    assertThat(Weighting.of("w", new double[] {2, 2}).warning(2))
        .contains("the weights w are the same in all rows, so that they change nothing");
  }

  /** 99 weights of 1 and one of 99: (198)^2 / (99 + 99^2) = 3.96 rows, below a tenth of 100. */
  @Test
  void fewRowsThatDecideAreSaid() {
    double[] weights = new double[100];
    Arrays.fill(weights, 1);
    weights[7] = 99;
    assertThat(Weighting.of("w", weights).warning(100))
        .contains(
            "the weights w make 100 rows worth 4.0 that count alike: a few of them decide nearly"
                + " everything");
    assertThat(new Weighting("w", 1, 10, 0.5, 2).warning(100)).isEmpty();
  }
}
