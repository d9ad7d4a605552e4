package dev.dml.run;

/** Says that a run stopped whose results so far are kept. */
public final class UnfinishedRunException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String location;

  /**
   * A run that stopped.
   *
   * @param location where it is kept, for {@code dml resume}
   * @param cause why it stopped
   */
  public UnfinishedRunException(String location, RuntimeException cause) {
    super(cause.getMessage(), cause);
    this.location = location;
  }

  /** Where the run is kept. */
  public String location() {
    return location;
  }
}
