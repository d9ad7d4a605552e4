package dev.dml.cli.terminal;

import dev.dml.PartialEstimate;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Says every few seconds, in a line, how far a run is: for log files. */
final class ProgressLines implements ProgressDisplay {

  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final Terminal terminal;
  private final LongSupplier clock;
  private final long started;
  private long nextLine;
  private String reason = "";

  /**
   * Begins now.
   *
   * @param clock nanoseconds since any moment
   */
  ProgressLines(Terminal terminal, LongSupplier clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.nextLine = started + INTERVAL;
  }

  @Override
  public void update(int done, int total) {
    long now = clock.getAsLong();
    if (now >= nextLine && done < total) {
      nextLine = now + INTERVAL;
      double left = (now - started) / 1e9 * (total - done) / done;
      terminal.say(
          String.format(
              Locale.ROOT, "%,d of %,d fits done, about %s left", done, total, time(left)));
    }
  }

  @Override
  public void estimated(PartialEstimate partial) {
    if (clock.getAsLong() >= nextLine) {
      terminal.say(text(partial));
    }
  }

  /** The estimate that is known least, in a few words. */
  static String text(PartialEstimate partial) {
    PartialEstimate.Part worst =
        partial.parts().stream()
            .max(Comparator.comparingDouble(PartialEstimate.Part::precision))
            .orElseThrow();
    return String.format(
        Locale.ROOT,
        "after %,d repetitions %s is %.4g, within %.2g of its standard error %.4g",
        partial.repetitions(),
        worst.name(),
        worst.inference().coefficient(),
        worst.precision(),
        worst.inference().standardError());
  }

  /** A line for each new reason and for its end: a pause may be long. */
  @Override
  public synchronized void waits(String why) {
    if (!why.equals(reason)) {
      terminal.say(why.isEmpty() ? "going on" : why);
      reason = why;
    }
  }

  private static String time(double seconds) {
    return seconds < 100 ? Math.round(seconds) + " seconds" : Math.round(seconds / 60) + " minutes";
  }

  @Override
  public void close() {
    // The result says that the run is over.
  }
}
