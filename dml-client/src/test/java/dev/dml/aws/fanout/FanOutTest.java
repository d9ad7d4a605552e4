package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.task.Batching;
import org.junit.jupiter.api.Test;

class FanOutTest {

  private static int inlineBytes(int concurrency) {
    return FanOut.of(concurrency, new Batching.PerFold()).inlineBytes();
  }

  /** 256 MiB are 268,435,456 bytes; over 53 that is more than 5,000,000, over 54 less. */
  @Test
  void answersThatComeTogetherTakeNoMoreThan256MiB() {
    assertThat(inlineBytes(1)).isEqualTo(5_000_000);
    assertThat(inlineBytes(53)).isEqualTo(5_000_000);
    assertThat(inlineBytes(54)).isEqualTo(4_971_026);
    assertThat(inlineBytes(1000)).isEqualTo(268_435);
    assertThat(inlineBytes(10_000)).isEqualTo(26_843);
  }

  @Test
  void noInvocationAtOnceIsRefused() {
    assertThatThrownBy(() -> inlineBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("concurrency must be at least 1, but was 0");
  }
}
