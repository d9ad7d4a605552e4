package dev.dml.cli.study;

import dev.dml.cli.terminal.ProgressWords;
import dev.dml.cli.terminal.RewrittenLine;
import dev.dml.cli.terminal.Terminal;
import dev.dml.study.StudyProgress;
import java.time.Duration;
import java.util.Locale;

/** Says how far a study is: in one line that changes, or a line every few seconds in a log. */
final class StudyLine implements AutoCloseable {

  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final Terminal terminal;
  private final RewrittenLine line;
  private long next = System.nanoTime() + INTERVAL;

  StudyLine(Terminal terminal) {
    this.terminal = terminal;
    this.line = new RewrittenLine(terminal.err());
  }

  void update(StudyProgress progress) {
    if (terminal.interactive()) {
      line.write(text(progress));
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
    progress
        .left()
        .ifPresent(left -> text.append(", ").append(ProgressWords.time(left)).append(" left"));
    return text.toString();
  }

  @Override
  public void close() {
    line.clear();
  }
}
