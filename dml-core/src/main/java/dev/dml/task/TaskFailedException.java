package dev.dml.task;

import dev.dml.model.LearnerSlots;
import java.util.List;
import java.util.stream.Collectors;

/** Names the task that ended a run, and its cause. */
public final class TaskFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final int MOST_NAMED = 3;
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

  /**
   * Several failures of a run whose other tasks are done.
   *
   * @param failed the tasks that failed, at least one
   * @param total the number of all tasks
   */
  public TaskFailedException(List<TaskOutcome.Failed> failed, int total) {
    super(sentence(failed, total));
    this.id = failed.getFirst().id();
  }

  private static String sentence(List<TaskOutcome.Failed> failed, int total) {
    String first =
        failed.stream()
            .limit(MOST_NAMED)
            .map(failure -> "task " + failure.id() + " failed: " + failure.reason())
            .collect(Collectors.joining("; "));
    int more = failed.size() - MOST_NAMED;
    return failed.size()
        + " of "
        + total
        + " tasks failed: "
        + first
        + (more > 0 ? "; and " + more + " more" : "");
  }

  /** The task that failed, or the first of them. */
  public TaskId id() {
    return id;
  }
}
