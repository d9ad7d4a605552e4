package dev.dml.learner;

/**
 * Says in one sentence why a learner cannot be fitted to the rows it was given, and what to do
 * about it.
 */
public final class FitException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** An explanation for the person who wrote the spec. */
  public FitException(String message) {
    super(message);
  }

  /** An explanation with the failure that led to it. */
  public FitException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
