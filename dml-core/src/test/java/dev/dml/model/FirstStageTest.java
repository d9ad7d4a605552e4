package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstStageTest {

  /** One for 20 rows is not more than one for 20 rows. */
  @Test
  void severalInstrumentsAreManyFromOneForTwentyRowsOn() {
    assertThat(new FirstStage(15, 2, 40).hasManyInstruments()).isFalse();
    assertThat(new FirstStage(15, 2, 39).hasManyInstruments()).isTrue();
  }

  /** With one instrument, two-stage least squares is not drawn towards least squares. */
  @Test
  void oneInstrumentIsNeverMany() {
    assertThat(new FirstStage(15, 1, 10).hasManyInstruments()).isFalse();
  }
}
