package dev.dml;

import dev.dml.usage.CloudUsage;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run took.
 *
 * @param backend the name of the backend
 * @param tasks the number of learners fitted
 * @param wall the elapsed time
 * @param cpu the processor time of all tasks together
 * @param cloud what it used of a cloud, and what that costs; empty if it ran on this machine
 */
public record RunRecord(
    String backend, int tasks, Duration wall, Duration cpu, Optional<CloudUsage> cloud) {

  /** A run on this machine, or one whose cost is not known yet. */
  public RunRecord(String backend, int tasks, Duration wall, Duration cpu) {
    this(backend, tasks, wall, cpu, Optional.empty());
  }

  /** The same run with what it used of a cloud. */
  public RunRecord withCloud(CloudUsage usage) {
    return new RunRecord(backend, tasks, wall, cpu, Optional.of(usage));
  }
}
