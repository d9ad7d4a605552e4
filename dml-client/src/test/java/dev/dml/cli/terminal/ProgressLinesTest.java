package dev.dml.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void aLineComesEveryFiveSecondsWithTheTimeLeft() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    AtomicLong clock = new AtomicLong();
    try (ProgressLines progress =
        new ProgressLines(
            new Terminal(InputStream.nullInputStream(), stream, stream, false), clock::get)) {
      progress.update(1, 10);
      clock.set(6 * SECOND);
      progress.update(2, 10);
      clock.set(7 * SECOND);
      progress.update(3, 10);
      clock.set(12 * SECOND);
      progress.update(4, 10);
    }
    // 6 s for 2 leave 8 x 3 s; 12 s for 4 leave 6 x 3 s.
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            dml: 2 of 10 fits done, about 24 seconds left
            dml: 4 of 10 fits done, about 18 seconds left
            """);
  }
}
