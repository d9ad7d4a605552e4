package dev.dml.data;

import java.util.List;

/**
 * Lists everything that is wrong with an input: one sentence per problem, with the value and the
 * legal values.
 */
public final class InvalidInput extends IllegalArgumentException {

  private static final long serialVersionUID = 1;
  private final transient List<String> problems;

  /** One or more problems. */
  public InvalidInput(List<String> problems) {
    super(String.join("\n", problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an invalid input has at least one problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public InvalidInput(String problem) {
    this(List.of(problem));
  }

  /** The problems, in the order in which they were found. */
  public List<String> problems() {
    return problems;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
