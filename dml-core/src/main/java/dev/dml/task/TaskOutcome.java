package dev.dml.task;

/**
 * What became of a task: a result, or a reason why there is none that trying again would not mend.
 */
public sealed interface TaskOutcome {

  /** The task. */
  TaskId id();

  /**
   * The task was done.
   *
   * @param result what it found
   */
  record Done(TaskResult result) implements TaskOutcome {

    @Override
    public TaskId id() {
      return result.id();
    }
  }

  /**
   * The learner cannot be fitted to these data.
   *
   * @param id the task
   * @param reason a sentence that says why
   */
  record Failed(TaskId id, String reason) implements TaskOutcome {}
}
