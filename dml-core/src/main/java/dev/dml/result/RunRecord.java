package dev.dml.result;

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
 * @param predict the part of that in which learners predicted in a step of their own; see {@link
 *     dev.dml.learner.FitTime}
 * @param cloud what it used of a cloud, and what that costs; empty if it ran on this machine
 */
public record RunRecord(
    String backend,
    int tasks,
    Duration wall,
    Duration cpu,
    Duration predict,
    Optional<CloudUsage> cloud) {

  /** A run on this machine, or one whose cost is not known yet. */
  public RunRecord(String backend, int tasks, Duration wall, Duration cpu, Duration predict) {
    this(backend, tasks, wall, cpu, predict, Optional.empty());
  }

  /** The same run with another length. */
  public RunRecord withWall(Duration length) {
    return new RunRecord(backend, tasks, length, cpu, predict, cloud);
  }

  /** The same run with what it used of a cloud. */
  public RunRecord withCloud(CloudUsage usage) {
    return new RunRecord(backend, tasks, wall, cpu, predict, Optional.of(usage));
  }
}
