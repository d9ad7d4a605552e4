package dev.dml.wire.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStatusTest {

  private static final RunStatus FULL =
      new RunStatus(
          "rand",
          "s3://b/runs/rand",
          Optional.of("eu-west-1"),
          "rand.yaml",
          RunStatus.State.STOPPED,
          "the budget is spent",
          Instant.parse("2026-11-29T10:00:00Z"),
          Instant.parse("2026-11-29T10:01:00Z"),
          new RunProgress(
              7,
              9,
              Duration.ofSeconds(60),
              Optional.of(Duration.ofSeconds(17)),
              Optional.of(new RunProgress.Bill(Usd.of("0.02"), 3)),
              2,
              List.of(
                  new RunProgress.Effect("d", 0.1 + 0.2, Double.POSITIVE_INFINITY, 0.5),
                  new RunProgress.Effect("e", Double.NaN, 1, 0.25)),
              "the network"));

  @Test
  void aStatusReadsBackAsItWasWritten() {
    assertThat(RunStatus.read(FULL.write())).isEqualTo(FULL);
    RunStatus begun =
        new RunStatus(
            "r",
            "dml-runs/r",
            Optional.empty(),
            "r.yaml",
            RunStatus.State.RUNNING,
            "",
            FULL.began(),
            FULL.began(),
            RunProgress.NONE);
    assertThat(RunStatus.read(begun.write())).isEqualTo(begun);
  }

  @Test
  void whatIsNoStatusIsRefused() {
    assertThatThrownBy(() -> RunStatus.read("{\"run\": \"r\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("it is not the status of a run: location must be a text");
    assertThatThrownBy(() -> RunStatus.read(FULL.write().replace("2026-11-29T10:00:00Z", "now")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("it is not the status of a run: Text 'now' could not be parsed at index 0");
    assertThatThrownBy(() -> RunStatus.read(FULL.write().replace("stopped", "bored")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("it is not the status of a run: state must not be bored");
  }
}
