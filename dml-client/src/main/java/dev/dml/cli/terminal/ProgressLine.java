package dev.dml.cli.terminal;

import dev.dml.wire.progress.RunProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Shows a person how far a run is in a line that rewrites itself and disappears at the end. */
final class ProgressLine implements ProgressDisplay {

  private static final long INTERVAL = Duration.ofMillis(200).toNanos();

  private final RewrittenLine line;
  private final LongSupplier clock;
  private long next;
  private String reason = "";

  /**
   * Begins now.
   *
   * @param clock nanoseconds since any moment
   */
  ProgressLine(PrintStream terminal, LongSupplier clock) {
    this.line = new RewrittenLine(terminal);
    this.clock = clock;
    this.next = clock.getAsLong();
  }

  @Override
  public void show(RunProgress now) {
    long time = clock.getAsLong();
    if (time >= next || !now.waitsFor().equals(reason)) {
      next = time + INTERVAL;
      reason = now.waitsFor();
      line.write(ProgressWords.of(now));
    }
  }

  @Override
  public void close() {
    line.clear();
  }
}
