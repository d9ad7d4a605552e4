package dev.dml.run;

/** Says that a run stopped whose results so far are kept. */
public final class UnfinishedRunException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String command;

  /**
   * A run that stopped.
   *
   * @param command what goes on with it, {@code dml resume LOCATION}
   * @param cause why it stopped
   */
  public UnfinishedRunException(String command, RuntimeException cause) {
    super(cause.getMessage(), cause);
    this.command = command;
  }

  /** The command that goes on with it. */
  public String command() {
    return command;
  }
}
