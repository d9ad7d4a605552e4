package dev.dml.localcloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Clouds that tests have in common, since to start one takes seconds: for tests that do not mind
 * what others have left in it, and leave it with all its permissions. They end with this process.
 */
final class Clouds {

  private static final Map<Settings, LocalCloud> RUNNING = new HashMap<>();

  private Clouds() {}

  /** The cloud with these settings. */
  static synchronized LocalCloud of(Settings settings) {
    return RUNNING.computeIfAbsent(settings, Clouds::start);
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
