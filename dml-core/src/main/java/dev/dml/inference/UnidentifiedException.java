package dev.dml.inference;

/** Says why the data do not identify the effect. */
public final class UnidentifiedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** One sentence with the numbers that show it. */
  public UnidentifiedException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
