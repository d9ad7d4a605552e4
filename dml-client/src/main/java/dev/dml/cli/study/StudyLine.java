package dev.dml.cli.study;

import dev.dml.cli.terminal.Terminal;
import dev.dml.study.StudyProgress;
import java.time.Duration;
import java.util.Locale;

/** Says how far a study is: in one line that changes, or a line every few seconds in a log. */
final class StudyLine implements AutoCloseable {

  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final Terminal terminal;
  private long next = System.nanoTime() + INTERVAL;

  StudyLine(Terminal terminal) {
    this.terminal = terminal;
  }

  void update(StudyProgress progress) {
    if (terminal.interactive()) {
      terminal.err().print("\r" + text(progress) + "   ");
      terminal.err().flush();
    } else if (System.nanoTime() >= next) {
      next = System.nanoTime() + INTERVAL;
      terminal.say(text(progress));
    }
  }

  static String text(StudyProgress progress) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%,d of %,d estimations, %,d fits (%,d shared)",
                progress.done(),
                progress.total(),
                progress.fitted(),
                progress.shared()));
    if (progress.failed() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d failed", progress.failed()));
    }
    progress.spent().ifPresent(usd -> text.append(", ").append(usd));
    progress.left().ifPresent(left -> text.append(", about ").append(time(left)).append(" left"));
    return text.toString();
  }

  private static String time(Duration left) {
    long seconds = left.toSeconds();
    return seconds < 100 ? seconds + " seconds" : Math.round(seconds / 60.0) + " minutes";
  }

  @Override
  public void close() {
    if (terminal.interactive()) {
      terminal.err().print("\r" + " ".repeat(79) + "\r");
      terminal.err().flush();
    }
  }
}
