package dev.dml.aws.fanout;

import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;

/** What came of one invocation. */
public sealed interface Reply {

  /** Whether it says that the function takes invocations, whatever becomes of them. */
  default boolean isOfFunction() {
    return switch (this) {
      case Throttled _, Unready _, Lost _, Skewed _ -> false;
      case Answered _, Transient _, Broken _, Hopeless _ -> true;
    };
  }

  /**
   * The function answered.
   *
   * @param answer its answer, which is no refusal
   * @param report what it says of the invocation
   */
  record Answered(BatchAnswer answer, FunctionReport report) implements Reply {}

  /** Too many invocations run; nothing was started and nothing is billed. */
  record Throttled(String reason) implements Reply {}

  /** The function takes no invocations for a while; nothing was started and nothing is billed. */
  record Unready(String reason) implements Reply {}

  /**
   * Something that trying again may mend.
   *
   * @param reason a sentence
   * @param mayHaveRun whether the function may have done the work all the same, so that its result
   *     is looked for first
   */
  record Transient(String reason, boolean mayHaveRun) implements Reply {}

  /**
   * Nobody answered at all; the function may have done the work all the same, so that its result is
   * looked for first.
   *
   * @param reason a sentence
   */
  record Lost(String reason) implements Reply {}

  /**
   * The clocks of this machine and of AWS differ so much that a signature was refused; nothing was
   * started. The SDK signs by the clock of AWS from then on.
   *
   * @param sentence what to do if it is refused again
   */
  record Skewed(String sentence) implements Reply {}

  /**
   * The function ran and broke.
   *
   * @param reason a sentence that names what to set
   * @param mayHaveRun whether it may have stored its results before
   */
  record Broken(String reason, boolean mayHaveRun) implements Reply {}

  /** Every invocation would be refused for the same reason; a sentence says what to do. */
  record Hopeless(String sentence) implements Reply {}
}
