package dev.dml;

/** What was asked beyond the effects themselves, and what the scored repetitions answered. */
public record Answers() {

  /** Nothing was asked. */
  public static final Answers NONE = new Answers();
}
