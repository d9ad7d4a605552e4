package dev.dml.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HedgingTest {

  private final Batch batch = SampleTasks.batch(SampleTasks.of(1));

  /** The 95th percentile of 1, ..., 100 is 95; 1.5 times that is 142.5. */
  private static Hedging afterHundred() {
    Hedging hedging = new Hedging();
    for (int nanos = 100; nanos > 0; nanos--) {
      hedging.took(nanos);
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
    batch.send(Attempt.Kind.FIRST, 1000);
    assertThat(afterHundred().wants(batch, 1142, 100)).isFalse();
    assertThat(afterHundred().wants(batch, 1143, 100)).isTrue();
  }

  @Test
  void aBatchIsSentTwiceAtMost() {
    batch.send(Attempt.Kind.FIRST, 1000);
    batch.send(Attempt.Kind.HEDGE, 1143);
    assertThat(afterHundred().wants(batch, 2000, 100)).isFalse();
  }

  @Test
  void atMostFivePercentAreSentTwiceButOneAlways() {
    batch.send(Attempt.Kind.FIRST, 1000);
    Hedging hedging = afterHundred();
    assertThat(hedging.wants(batch, 2000, 1)).isTrue();
    hedging.hedged();
    assertThat(hedging.wants(batch, 2000, 39)).isFalse();
    assertThat(hedging.wants(batch, 2000, 40)).isTrue();
  }
}
