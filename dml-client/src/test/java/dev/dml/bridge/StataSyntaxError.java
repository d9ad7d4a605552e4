package dev.dml.bridge;

/** Text that is no program of Stata, and why. */
final class StataSyntaxError extends RuntimeException {

  private static final long serialVersionUID = 1;

  StataSyntaxError(String sentence) {
    super(sentence);
  }
}
