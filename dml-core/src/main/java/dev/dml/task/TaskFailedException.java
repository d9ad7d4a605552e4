package dev.dml.task;

import dev.dml.model.LearnerSlots;

/** Names the task that ended a run, and its cause. */
public final class TaskFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final transient TaskId id;

  /** The failure of a task. */
  public TaskFailedException(NuisanceTask task, Throwable cause) {
    super(
        "task "
            + task.id()
            + " ("
            + LearnerSlots.label(task.learner())
            + ") failed: "
            + (cause.getMessage() == null ? cause.toString() : cause.getMessage()),
        cause);
    this.id = task.id();
  }

  /** The task that failed. */
  public TaskId id() {
    return id;
  }
}
