package dev.dml.aws.fanout;

import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.StoredResults;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something that a run waits for. */
sealed interface Event {

  /**
   * An invocation was answered or failed.
   *
   * @param flight the invocation
   * @param at when, in nanoseconds since the beginning of the run
   * @param landing what came of it
   */
  record Landed(Flight flight, long at, Carrier.Landing landing) implements Event {

    /** As an attempt that is over. */
    Attempt attempt(Attempt.Outcome outcome, String detail, Optional<FunctionReport> report) {
      return new Attempt(
          flight.batch().number(),
          flight.number(),
          flight.kind(),
          flight.batch().tasks().size(),
          Duration.ofNanos(flight.sentAt()),
          Duration.ofNanos(at),
          outcome,
          detail,
          landing.requestId(),
          landing.logTail(),
          report,
          flight.batch().request().length,
          landing.bytes());
    }

    /** How many seconds it took, if it was the first of an environment. */
    OptionalDouble started(Reply reply) {
      return reply instanceof Reply.Answered answered && answered.report().cold()
          ? OptionalDouble.of((at - flight.sentAt()) / 1e9)
          : OptionalDouble.empty();
    }
  }

  /**
   * AWS Lambda was asked whether it can be reached.
   *
   * @param at when it answered or did not, in nanoseconds since the beginning of the run
   * @param problem why nobody answered; empty if somebody did
   */
  record Probed(long at, Optional<String> problem) implements Event {}

  /**
   * The store was looked into for the results of a batch.
   *
   * @param landed the invocation after which it was
   * @param reply what that invocation came to
   * @param found the results, if there are any
   * @param problem why the store could not be read, if it could not
   */
  record Looked(Landed landed, Reply reply, Optional<StoredResults> found, Optional<String> problem)
      implements Event {

    /** As an attempt that was answered, which counts only now that its results were read. */
    Attempt attempt(FunctionReport report) {
      if (landed.flight.batch().over()) {
        return landed.attempt(Attempt.Outcome.SUPERSEDED, "", Optional.of(report));
      }
      return found.isPresent()
          ? landed.attempt(Attempt.Outcome.DONE, "", Optional.of(report))
          : landed.attempt(Attempt.Outcome.TRANSIENT, missing(), Optional.of(report));
    }

    /** What the invocation came to, if nothing was found. */
    Reply failure() {
      return reply instanceof Reply.Answered ? new Reply.Transient(missing(), false) : reply;
    }

    private String missing() {
      return problem.orElse("its results are missing");
    }
  }
}
