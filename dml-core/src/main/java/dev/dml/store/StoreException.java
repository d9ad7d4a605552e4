package dev.dml.store;

/** Says why a store could not be read or written, and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A sentence for a person. */
  public StoreException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
