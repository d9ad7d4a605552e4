package dev.dml.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressJsonTest {

  @Test
  void aProgramIsToldAtMostEverySecondAndAtTheEnd() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicLong clock = new AtomicLong();
    try (ProgressJson progress =
        new ProgressJson(new PrintStream(out, true, StandardCharsets.UTF_8), clock::get)) {
      clock.set(500_000_000L);
      progress.update(1, 4);
      clock.set(600_000_000L);
      progress.update(2, 4);
      clock.set(2_000_000_000L);
      progress.update(4, 4);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"done":1,"total":4,"seconds":0.5,"seconds_left":1.5}
            {"done":4,"total":4,"seconds":2.0,"seconds_left":0.0}
            """);
  }
}
