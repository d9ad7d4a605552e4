package dev.dml.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Something that comes over a run as a whole, on purpose and once. */
public enum Disturbance {
  /** Nobody can be reached, and what was on its way is lost. */
  OUTAGE,
  /** The process of the client stands still. */
  SLEEP,
  /** The clock of the cloud goes ahead of that of the client by so much, and stays there. */
  SKEW,
  /** The credentials of the client have expired. */
  EXPIRY;

  /**
   * Begins it.
   *
   * @param client the process that sleeps, if it does
   */
  void begin(LocalCloud cloud, Process client, Duration length) {
    switch (this) {
      case OUTAGE -> cloud.cut(length);
      case SKEW -> cloud.skew(length);
      case EXPIRY -> cloud.expire(length);
      case SLEEP -> {
        signal("STOP", client);
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS)
            .execute(() -> signal("CONT", client));
      }
    }
  }

  /** Sends a signal to a process and those that it has started. */
  static void signal(String name, Process process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      for (ProcessHandle child : process.descendants().toList()) {
        new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The name on a command line, such as {@code outage}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
