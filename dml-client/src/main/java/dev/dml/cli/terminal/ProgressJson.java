package dev.dml.cli.terminal;

import dev.dml.wire.PlainJson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Says how far a run is to a program: an object of JSON in a line, at most one a second. */
final class ProgressJson implements ProgressDisplay {

  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final PrintStream out;
  private final LongSupplier clock;
  private final long started;
  private long nextLine;

  /**
   * Begins now.
   *
   * @param clock nanoseconds since any moment
   */
  ProgressJson(PrintStream out, LongSupplier clock) {
    this.out = out;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.nextLine = started;
  }

  @Override
  public void update(int done, int total) {
    long now = clock.getAsLong();
    if (now < nextLine && done < total) {
      return;
    }
    nextLine = now + INTERVAL;
    double seconds = (now - started) / 1e9;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("done", done);
    line.put("total", total);
    line.put("seconds", seconds);
    if (done > 0) {
      line.put("seconds_left", seconds * (total - done) / done);
    }
    out.print(PlainJson.line(line) + "\n");
    out.flush();
  }

  @Override
  public void close() {
    // The last line says that all is done.
  }
}
