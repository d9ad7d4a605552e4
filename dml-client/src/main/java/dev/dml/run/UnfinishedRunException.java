package dev.dml.run;

/** Says that a run stopped whose results so far are kept. */
public final class UnfinishedRunException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String command;
  private final RuntimeException reason;

  /**
   * A run that stopped.
   *
   * @param command what goes on with it, such as {@code dml resume LOCATION}
   * @param cause why it stopped
   */
  public UnfinishedRunException(String command, RuntimeException cause) {
    super(cause.getMessage(), cause);
    this.command = command;
    this.reason = cause;
  }

  /** Why it stopped. */
  public RuntimeException reason() {
    return reason;
  }

  /** The command that goes on with it. */
  public String command() {
    return command;
  }
}
