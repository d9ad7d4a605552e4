package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  private static final long SECOND = 1_000_000_000;
  private static final String ACCOUNT = "ConcurrentInvocationLimitExceeded";
  private static final String RATE = "FunctionInvocationRateLimitExceeded";

  @Test
  void itOpensWithAThousandAndRisesByAHundredASecond() {
    ConcurrencyLimit limit = new ConcurrencyLimit(3000, 0);
    assertThat(limit.current(0)).isEqualTo(1000);
    assertThat(limit.current(SECOND)).isEqualTo(1100);
    assertThat(limit.current(19 * SECOND)).isEqualTo(2900);
    assertThat(limit.current(60 * SECOND)).isEqualTo(3000);
    assertThat(new ConcurrencyLimit(10, 0).current(60 * SECOND)).isEqualTo(10);
  }

  @Test
  void whatIsAllowedMayChange() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1, 0);
    limit.allow(50);
    assertThat(limit.current(SECOND / 10)).isEqualTo(11);
    assertThat(limit.current(SECOND)).isEqualTo(50);
    limit.allow(2);
    assertThat(limit.current(SECOND)).isEqualTo(2);
    ConcurrencyLimit queued = ConcurrencyLimit.queued(10_000, 0);
    queued.allow(2);
    assertThat(queued.current(0)).isEqualTo(10_000);
  }

  /** 1,000 were sent and 200 of them run: the 800 others are refused one by one. */
  @Test
  void itFallsToWhatRuns() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1000, 0);
    for (int flying = 999; flying >= 200; flying--) {
      limit.throttled(ACCOUNT, flying, SECOND / 10);
    }
    assertThat(limit.current(SECOND / 10)).isEqualTo(200);
    limit.throttled(ACCOUNT, 500, SECOND / 10);
    assertThat(limit.current(SECOND / 10)).isEqualTo(200);
  }

  @Test
  void afterFiveSecondsItTriesAFifthMoreASecond() {
    ConcurrencyLimit limit = new ConcurrencyLimit(1000, 0);
    limit.throttled(ACCOUNT, 200, 0);
    assertThat(limit.current(5 * SECOND)).isEqualTo(200);
    assertThat(limit.current(6 * SECOND)).isEqualTo(240);
    assertThat(limit.current(7 * SECOND)).isEqualTo(288);
  }

  @Test
  void aRefusalForTheRateDoesNotHoldIt() {
    ConcurrencyLimit limit = new ConcurrencyLimit(3000, 0);
    limit.throttled(RATE, 500, 0);
    assertThat(limit.current(SECOND)).isEqualTo(600);
  }

  @Test
  void itNeverFallsBelowOne() {
    ConcurrencyLimit limit = new ConcurrencyLimit(2, 0);
    limit.throttled(ACCOUNT, 0, 1);
    assertThat(limit.current(1)).isEqualTo(1);
  }

  @Test
  void itStarvesWhenAllWasRefusedForTooLong() {
    long patience = ConcurrencyLimit.PATIENCE.toNanos();
    ConcurrencyLimit limit = new ConcurrencyLimit(2, 0);
    limit.throttled(ACCOUNT, 0, 2);
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
