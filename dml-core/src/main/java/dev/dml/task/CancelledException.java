package dev.dml.task;

/** Says that a run was interrupted before all tasks were done. */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean leavesResults;

  /** With a sentence that says how far the run was and what is left of it. */
  public CancelledException(String sentence) {
    this(sentence, false);
  }

  /**
   * With a sentence.
   *
   * @param leavesResults whether results of a part of the run were written
   */
  public CancelledException(String sentence, boolean leavesResults) {
    super(sentence);
    this.leavesResults = leavesResults;
  }

  /**
   * With a sentence and the tasks that had failed until then.
   *
   * @param failed which become the cause
   */
  public CancelledException(String sentence, TaskFailedException failed) {
    super(sentence, failed);
    this.leavesResults = false;
  }

  /** After {@code done} of {@code total} tasks. */
  public CancelledException(int done, int total) {
    this("cancelled after " + done + " of " + total + " tasks");
  }

  /** Whether results of a part of the run were written. */
  public boolean leavesResults() {
    return leavesResults;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
