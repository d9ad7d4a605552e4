package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.task.Batching;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final long SECOND = 1_000_000_000;

  private static final FunctionSettings FUNCTION =
      new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64");

  private static Admission admission() {
    return new Admission(() -> FanOut.of(2, new Batching.PerFold()), FUNCTION, 0);
  }

  /** Answers of invocations that are nearly done, and the same refusal of others, come in them. */
  @Test
  void otherAnswersAreWaitedForTwoSecondsAfterARefusal() {
    Admission admission = admission();
    assertThat(admission.isOver(100 * SECOND)).isFalse();
    admission.refuse("no such function", 100 * SECOND);
    assertThat(admission.isOver(102 * SECOND)).isFalse();
    assertThat(admission.isOver(102 * SECOND + 1)).isTrue();
  }

  @Test
  void theFirstRefusalCountsAndItsTimeToo() {
    Admission admission = admission();
    admission.refuse("no such function", 0);
    admission.refuse("expired", 2 * SECOND);
    assertThat(admission.refusal()).hasValue("no such function");
    assertThat(admission.isOver(2 * SECOND + 1)).isTrue();
  }

  @Test
  void nothingIsSentAfterARefusalNorBeyondTheLimit() {
    Admission admission = admission();
    assertThat(admission.admits(1, 1, 0)).isTrue();
    assertThat(admission.admits(2, 2, 0)).isFalse();
    admission.refuse("no such function", 0);
    assertThat(admission.admits(0, 0, 0)).isFalse();
  }
}
