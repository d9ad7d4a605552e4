package dev.dml.store;

/** Says why a store could not be read or written, and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;
  private final boolean mayPass;

  /** A sentence for a person, about something that trying again does not mend. */
  public StoreException(String sentence) {
    super(sentence);
    this.mayPass = false;
  }

  /** A sentence for a person, about something that trying again does not mend. */
  public StoreException(String sentence, Throwable cause) {
    this(sentence, cause, false);
  }

  /**
   * A sentence for a person.
   *
   * @param mayPass whether the same may succeed when it is tried again
   */
  public StoreException(String sentence, Throwable cause, boolean mayPass) {
    super(sentence, cause);
    this.mayPass = mayPass;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Whether the same may succeed when it is tried again, as after a lost connection. */
  public boolean mayPass() {
    return mayPass;
  }
}
