package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.inference.UnidentifiedException;
import dev.dml.task.CancelledException;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void anEffectThatIsNotIdentifiedIsAFailedEstimation() {
    Failure failure = Failure.of(new UnidentifiedException("the effect is not identified"));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.sentences()).containsExactly("the effect is not identified");
  }

  @Test
  void aCancelledRunSaysHowFarItWas() {
    Failure failure = Failure.of(new CancelledException(3, 10));
    assertThat(failure.exitCode()).isEqualTo(130);
    assertThat(failure.sentences())
        .containsExactly("cancelled after 3 of 10 tasks; no result of it was written");
  }

  @Test
  void lackOfMemoryAnywhereIsSaidPlainly() {
    Failure failure = Failure.of(new IllegalStateException(new OutOfMemoryError("heap")));
    assertThat(failure.exitCode()).isEqualTo(1);
    assertThat(failure.sentences())
        .containsExactly(
            "there was not enough memory; use fewer threads (--set backend.threads=1) or give"
                + " Java more, such as DML_JAVA_OPTS=-Xmx8g");
  }
}
