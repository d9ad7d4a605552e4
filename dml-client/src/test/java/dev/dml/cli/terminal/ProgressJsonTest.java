package dev.dml.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.usage.Usd;
import dev.dml.wire.progress.RunProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressJsonTest {

  private static RunProgress at(int done, long millis, String waitsFor) {
    return new RunProgress(
        done,
        4,
        Duration.ofMillis(millis),
        Optional.empty(),
        Optional.empty(),
        0,
        List.of(),
        waitsFor);
  }

  private static String shown(RunProgress... steps) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicLong clock = new AtomicLong();
    try (ProgressJson progress =
        new ProgressJson(new PrintStream(out, true, StandardCharsets.UTF_8), clock::get)) {
      for (RunProgress step : steps) {
        clock.set(step.elapsed().toNanos());
        progress.show(step);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aProgramIsToldAtMostEverySecondAndAtTheEnd() {
    assertThat(shown(at(1, 500, ""), at(2, 600, ""), at(3, 1700, ""), at(4, 1800, "")))
        .isEqualTo(
            """
            {"done":1,"total":4,"seconds":0.5}
            {"done":3,"total":4,"seconds":1.7}
            {"done":4,"total":4,"seconds":1.8}
            """);
  }

  @Test
  void aPauseAndItsEndAreToldAtOnce() {
    assertThat(shown(at(1, 500, ""), at(1, 600, "the network"), at(1, 700, "")))
        .isEqualTo(
            """
            {"done":1,"total":4,"seconds":0.5}
            {"done":1,"total":4,"seconds":0.6,"waits_for":"the network"}
            {"done":1,"total":4,"seconds":0.7}
            """);
  }

  @Test
  void aProgramIsToldAllThatAPersonIsTold() {
    RunProgress all =
        new RunProgress(
            1,
            4,
            Duration.ofSeconds(3),
            Optional.of(Duration.ofSeconds(9)),
            Optional.of(new RunProgress.Bill(Usd.of("0.0123"), 2)),
            5,
            List.of(new RunProgress.Effect("d", 0.5, 0.25, Double.NaN)),
            "");
    assertThat(shown(all))
        .isEqualTo(
            """
            {"done":1,"total":4,"seconds":3.0,"seconds_left":9.0,"usd":0.0123,"retries":2,\
            "repetitions":5,"estimates":[{"name":"d","coefficient":0.5,"standard_error":0.25}]}
            """);
    assertThat(ProgressWords.of(all))
        .isEqualTo("1 of 4 fits, 9 s left, 0.01 USD, 2 retries, d 0.5000 (0.25)");
  }
}
