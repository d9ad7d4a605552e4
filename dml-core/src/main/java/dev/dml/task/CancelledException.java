package dev.dml.task;

/** Says that a run was interrupted before all tasks were done. */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean tellsWhatIsLeft;

  /** With a sentence that says how far the run was, of which there is no result. */
  public CancelledException(String sentence) {
    this(sentence, false);
  }

  /**
   * With a sentence.
   *
   * @param tellsWhatIsLeft whether the sentence says what there is of results
   */
  public CancelledException(String sentence, boolean tellsWhatIsLeft) {
    super(sentence);
    this.tellsWhatIsLeft = tellsWhatIsLeft;
  }

  /**
   * With a sentence and the tasks that had failed until then.
   *
   * @param failed which become the cause
   */
  public CancelledException(String sentence, TaskFailedException failed) {
    super(sentence, failed);
    this.tellsWhatIsLeft = false;
  }

  /** After {@code done} of {@code total} tasks. */
  public CancelledException(int done, int total) {
    this("cancelled after " + done + " of " + total + " tasks");
  }

  /** Whether the sentence says what there is of results; if not, there are none. */
  public boolean tellsWhatIsLeft() {
    return tellsWhatIsLeft;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
