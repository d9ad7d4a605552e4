package dev.dml.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A line that says which file is being read and for how long; it disappears at the end. */
final class ReadingDisplay {

  private static final int WIDTH = 78;
  private static final int UPDATE_MILLIS = 200;
  private static final int UNKNOWN = -1;

  private final PrintStream terminal;
  private @Nullable ProgressBar bar;

  ReadingDisplay(PrintStream terminal) {
    this.terminal = terminal;
  }

  void begin(Path file) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("reading " + file.getFileName())
            .setInitialMax(UNKNOWN)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
            .clearDisplayOnFinish()
            .build();
  }

  void end() {
    if (bar != null) {
      bar.close();
    }
  }
}
