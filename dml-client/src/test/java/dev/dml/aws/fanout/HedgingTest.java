package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HedgingTest {

  private final Batch batch = SampleTasks.batch(SampleTasks.of(1));

  private static final long SECOND = 1_000_000_000;

  /** The 95th percentile of 1, ..., 100 is 95 seconds; 1.5 times that is 142.5. */
  private static Hedging afterHundred() {
    Hedging hedging = new Hedging();
    for (int seconds = 100; seconds > 0; seconds--) {
      hedging.took(seconds * SECOND);
    }
    return hedging;
  }

  @Test
  void itBeginsAfterThreeQuarters() {
    assertThat(new Hedging().begins(100, 100)).isFalse();
    assertThat(afterHundred().begins(74, 100)).isFalse();
    assertThat(afterHundred().begins(75, 100)).isTrue();
  }

  @Test
  void whatTakesHalfAsLongAgainAsNearlyAllIsSentTwice() {
    batch.send(Attempt.Kind.FIRST, 1000 * SECOND);
    assertThat(afterHundred().wants(batch, 1142 * SECOND, 100)).isFalse();
    assertThat(afterHundred().wants(batch, 1143 * SECOND, 100)).isTrue();
  }

  @Test
  void whatTakesLessThanASecondIsNoStraggler() {
    Hedging hedging = new Hedging();
    hedging.took(SECOND / 50);
    batch.send(Attempt.Kind.FIRST, 0);
    assertThat(hedging.wants(batch, SECOND, 100)).isFalse();
    assertThat(hedging.wants(batch, SECOND + 1, 100)).isTrue();
  }

  @Test
  void aBatchIsSentTwiceAtMost() {
    batch.send(Attempt.Kind.FIRST, 1000 * SECOND);
    Flight duplicate = batch.send(Attempt.Kind.HEDGE, 1143 * SECOND);
    assertThat(afterHundred().wants(batch, 2000 * SECOND, 100)).isFalse();
    // Not even when the duplicate has failed and the first is on its way alone again.
    batch.landed(duplicate);
    assertThat(afterHundred().wants(batch, 2000 * SECOND, 100)).isFalse();
  }

  @Test
  void aRetryThatTakesLongIsSentTwiceAsAFirstWouldBe() {
    batch.landed(batch.send(Attempt.Kind.FIRST, 0));
    batch.send(Attempt.Kind.RETRY, 1000 * SECOND);
    assertThat(afterHundred().wants(batch, 1143 * SECOND, 100)).isTrue();
  }

  @Test
  void atMostFivePercentAreSentTwiceButOneAlways() {
    batch.send(Attempt.Kind.FIRST, 1000 * SECOND);
    Hedging hedging = afterHundred();
    assertThat(hedging.wants(batch, 2000 * SECOND, 1)).isTrue();
    hedging.hedged();
    assertThat(hedging.wants(batch, 2000 * SECOND, 39)).isFalse();
    assertThat(hedging.wants(batch, 2000 * SECOND, 40)).isTrue();
  }
}
