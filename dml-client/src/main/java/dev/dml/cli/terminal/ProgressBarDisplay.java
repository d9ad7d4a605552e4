package dev.dml.cli.terminal;

import dev.dml.PartialEstimate;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with the tasks done, the total, and the time that is left; it disappears at the end. */
final class ProgressBarDisplay implements ProgressDisplay {

  private static final int WIDTH = 78;
  private static final int UPDATE_MILLIS = 200;

  private final PrintStream terminal;
  private volatile @Nullable ProgressBar bar;

  ProgressBarDisplay(PrintStream terminal) {
    this.terminal = terminal;
  }

  @Override
  public void update(int done, int total) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("fitting")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
              .clearDisplayOnFinish()
              .build();
    }
    // Repetitions that stop when they are enough make more of them as they go on.
    bar.maxHint(total);
    bar.stepTo(done);
  }

  @Override
  public void estimated(PartialEstimate partial) {
    if (bar != null) {
      bar.setExtraMessage(ProgressLines.text(partial));
    }
  }

  @Override
  public void waits(String reason) {
    if (bar != null) {
      bar.setExtraMessage(reason);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
