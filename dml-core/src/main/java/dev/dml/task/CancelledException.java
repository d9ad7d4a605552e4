package dev.dml.task;

/** Says that a run was interrupted before all tasks were done. */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With a sentence that says how far the run was and what is left of it. */
  public CancelledException(String sentence) {
    super(sentence);
  }

  /**
   * With a sentence and the tasks that had failed until then.
   *
   * @param failed which become the cause
   */
  public CancelledException(String sentence, TaskFailedException failed) {
    super(sentence, failed);
  }

  /** After {@code done} of {@code total} tasks. */
  public CancelledException(int done, int total) {
    super("cancelled after " + done + " of " + total + " tasks");
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
