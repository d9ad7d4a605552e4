package dev.dml.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NuisanceLossesTest {

  /** The losses of repetitions 0 and 2 are 0.5 and 0.52, and 0.7 and 0.72. */
  @Test
  void lossesAreMeansOverTheRepetitions() {
    NuisanceLosses losses = new NuisanceLosses();
    losses.accept(SampleRepetitions.repetition(0));
    losses.accept(SampleRepetitions.repetition(2));
    NuisanceLoss loss = losses.result().get(0).getFirst();
    assertThat(loss.rmse()).isCloseTo(0.51, within(1e-15));
    assertThat(loss.constantRmse()).isEqualTo(0.5);
    assertThat(loss.logLoss().orElseThrow()).isCloseTo(0.71, within(1e-15));
  }
}
