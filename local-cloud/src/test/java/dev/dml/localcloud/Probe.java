package dev.dml.localcloud;

import java.nio.file.Path;
import java.util.List;

/** {@link ProbeHandler} as it is deployed. */
final class Probe {

  private Probe() {}

  static Settings settings() {
    return Settings.of(
            Path.of("target", "test-classes").toAbsolutePath(), ProbeHandler.class.getName())
        .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  }
}
