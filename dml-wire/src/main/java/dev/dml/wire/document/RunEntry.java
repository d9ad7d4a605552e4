package dev.dml.wire.document;

import java.util.Map;

/**
 * What ran and what it took.
 *
 * @param cloud what the run used of a cloud, as a plain map; empty on this machine
 */
public record RunEntry(
    String backend,
    long tasks,
    double wallSeconds,
    double cpuSeconds,
    String version,
    Map<String, Object> cloud) {

  /** Copies. */
  public RunEntry {
    cloud = Entries.all(cloud);
  }
}
