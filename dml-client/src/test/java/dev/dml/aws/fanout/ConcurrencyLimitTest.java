package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  @Test
  void aRefusalHalvesIt() {
    ConcurrencyLimit limit = new ConcurrencyLimit(100, 0);
    limit.throttled(10, 20);
    assertThat(limit.current()).isEqualTo(50);
  }

  @Test
  void refusalsOfWhatWasSentBeforeTheHalvingAreTheSameSign() {
    ConcurrencyLimit limit = new ConcurrencyLimit(100, 0);
    limit.throttled(10, 20);
    limit.throttled(15, 21);
    limit.throttled(20, 22);
    assertThat(limit.current()).isEqualTo(50);
    limit.throttled(21, 30);
    assertThat(limit.current()).isEqualTo(25);
  }

  @Test
  void itNeverFallsBelowOne() {
    ConcurrencyLimit limit = new ConcurrencyLimit(2, 0);
    for (int i = 1; i < 10; i++) {
      limit.throttled(2L * i, 2L * i + 1);
    }
    assertThat(limit.current()).isEqualTo(1);
  }

  @Test
  void aRoundOfSuccessesAddsAboutOneUpToTheMost() {
    ConcurrencyLimit limit = new ConcurrencyLimit(12, 0);
    limit.throttled(1, 2); // 6
    for (int i = 0; i < 7; i++) {
      limit.succeeded();
    }
    assertThat(limit.current()).isEqualTo(7);
    for (int i = 0; i < 1000; i++) {
      limit.succeeded();
    }
    assertThat(limit.current()).isEqualTo(12);
  }

  @Test
  void itStarvesWhenAllWasRefusedForTooLong() {
    long patience = ConcurrencyLimit.PATIENCE.toNanos();
    ConcurrencyLimit limit = new ConcurrencyLimit(2, 0);
    limit.throttled(1, 2);
    assertThat(limit.starves(patience)).isFalse();
    assertThat(limit.starves(patience + 1)).isTrue();
    limit.reached(patience);
    assertThat(limit.starves(patience + 1)).isFalse();
    assertThat(limit.isSilent(2 * patience)).isFalse();
    assertThat(limit.isSilent(2 * patience + 1)).isTrue();
  }

  @Test
  void aLimitOfZeroIsRefused() {
    assertThatThrownBy(() -> new ConcurrencyLimit(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("concurrency must be at least 1, but was 0");
  }
}
