package dev.dml.task;

/** Says that a run was interrupted before all tasks were done. */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** After {@code done} of {@code total} tasks. */
  public CancelledException(int done, int total) {
    super("cancelled after " + done + " of " + total + " tasks");
  }
}
