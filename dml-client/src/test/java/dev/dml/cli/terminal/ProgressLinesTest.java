package dev.dml.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.wire.progress.RunMonitor;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private static final long SECOND = 1_000_000_000;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aLineComesEveryFiveSecondsWithTheTimeLeft() {
    try (ProgressLines progress =
        new ProgressLines(
            new Terminal(InputStream.nullInputStream(), stream, stream, false), clock::get)) {
      RunMonitor monitor = new RunMonitor(progress::show, clock::get);
      monitor.update(0, 10);
      clock.set(6 * SECOND);
      monitor.update(2, 10);
      clock.set(7 * SECOND);
      monitor.update(3, 10);
      clock.set(12 * SECOND);
      monitor.update(5, 10);
      monitor.waits("AWS cannot be reached");
      monitor.waits("AWS cannot be reached");
      monitor.waits("");
    }
    // 6 s for 2 leave 8 x 3 s; from 6 s to 12 s there were 3, which leave 5 x 2 s.
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            dml: 2 of 10 fits, 24 s left
            dml: 5 of 10 fits, 10 s left
            dml: AWS cannot be reached
            dml: going on
            """);
  }

  @Test
  void aLineOfATerminalIsRewrittenAndLeavesNothing() {
    try (ProgressLine progress = new ProgressLine(stream, clock::get)) {
      RunMonitor monitor = new RunMonitor(progress::show, clock::get);
      monitor.update(999, 1000);
      clock.set(SECOND / 10);
      monitor.update(1000, 1000);
      clock.set(SECOND);
      monitor.waits("");
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r999 of 1,000 fits\r1,000 of 1,000 fits\r"
                + " ".repeat("1,000 of 1,000 fits".length())
                + "\r");
  }
}
