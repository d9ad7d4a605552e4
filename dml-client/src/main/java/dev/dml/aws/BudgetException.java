package dev.dml.aws;

/** Says that a run was stopped because going on could cost more than it may. */
public final class BudgetException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** A sentence for a person. */
  public BudgetException(String sentence) {
    super(sentence);
  }
}
