package dev.dml.fetch;

/** Says in one sentence why a public data set could not be fetched, and what to do about it. */
public final class FetchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
