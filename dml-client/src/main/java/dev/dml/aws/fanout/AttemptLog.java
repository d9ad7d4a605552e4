package dev.dml.aws.fanout;

import java.util.function.Consumer;

/** Someone who is told of every invocation, on the thread that the run has. */
@FunctionalInterface
public interface AttemptLog extends Consumer<Attempt> {

  /**
   * Is told of an invocation just before it is sent.
   *
   * @param attempt what is known by then, as one that was {@link Attempt.Outcome#UNANSWERED}
   */
  default void launched(Attempt attempt) {}

  /**
   * Is told what the run waits for.
   *
   * @param reason in a few words; empty when it goes on
   */
  default void waits(String reason) {}

  /** Is told of an invocation when it is over. */
  @Override
  void accept(Attempt attempt);
}
