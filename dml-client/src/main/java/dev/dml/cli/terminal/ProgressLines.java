package dev.dml.cli.terminal;

import dev.dml.wire.progress.RunProgress;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says every few seconds, in a line, how far a run is: for log files. */
final class ProgressLines implements ProgressDisplay {

  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final Terminal terminal;
  private final LongSupplier clock;
  private long next;
  private String reason = "";

  /**
   * Begins now.
   *
   * @param clock nanoseconds since any moment
   */
  ProgressLines(Terminal terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.next = clock.getAsLong() + INTERVAL;
  }

  /** A pause and its end have lines of their own: it may be long. */
  @Override
  public void show(RunProgress now) {
    String waits = now.waitsFor();
    if (!waits.equals(reason)) {
      terminal.say(waits.isEmpty() ? "going on" : waits);
      reason = waits;
    } else if (clock.getAsLong() >= next && now.done() < now.total()) {
      next = clock.getAsLong() + INTERVAL;
      terminal.say(ProgressWords.of(now));
    }
  }

  @Override
  public void close() {
    // The result says that the run is over.
  }
}
