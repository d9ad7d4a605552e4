package dev.dml.cli.terminal;

import dev.dml.wire.PlainJson;
import dev.dml.wire.progress.RunProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says how far a run is to a program: an object of JSON in a line, at most one a second, whenever
 * the run begins or ends to wait for something, and at the end.
 */
final class ProgressJson implements ProgressDisplay {

  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final PrintStream out;
  private final LongSupplier clock;
  private long next;
  private RunProgress printed = RunProgress.NONE;
  private RunProgress latest = RunProgress.NONE;

  /**
   * Begins now.
   *
   * @param clock nanoseconds since any moment
   */
  ProgressJson(PrintStream out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
    this.next = clock.getAsLong();
  }

  @Override
  public void show(RunProgress now) {
    latest = now;
    if (clock.getAsLong() >= next || !now.waitsFor().equals(printed.waitsFor())) {
      next = clock.getAsLong() + INTERVAL;
      print();
    }
  }

  private void print() {
    printed = latest;
    out.print(PlainJson.line(latest.tree()) + "\n");
    out.flush();
  }

  @Override
  public void close() {
    if (!printed.equals(latest)) {
      print();
    }
  }
}
