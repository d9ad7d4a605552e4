package dev.dml.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Clouds that tests have in common, since to start one takes seconds: for tests that do not mind
 * what others have left in it, and leave it with all its permissions. They end with this process.
 */
final class Clouds {

  private static final Map<Settings, LocalCloud> RUNNING = new HashMap<>();

  /** What was sent before a client died has reached the endpoint within this. */
  private static final Duration QUIET = Duration.ofMillis(700);

  private Clouds() {}

  /** The cloud with these settings. */
  static synchronized LocalCloud of(Settings settings) {
    return RUNNING.computeIfAbsent(settings, Clouds::start);
  }

  /** The cloud with these settings, when what others have left in it has ended. */
  static LocalCloud quiet(Settings settings) throws InterruptedException {
    LocalCloud cloud = of(settings);
    awaitQuiet(cloud);
    return cloud;
  }

  /** Waits until what nobody waits for has ended. */
  static void awaitQuiet(LocalCloud cloud) throws InterruptedException {
    Patience.until("quiet", () -> cloud.idle().compareTo(QUIET) > 0);
  }

  private static LocalCloud start(Settings settings) {
    try {
      LocalCloud cloud = LocalCloud.start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
      return cloud;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
