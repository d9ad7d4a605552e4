package dev.dml.aws.fanout;

import dev.dml.wire.protocol.FunctionReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Writes down every invocation when it is sent and when it is over.
 *
 * @param began the beginning of the run, by {@link System#nanoTime}
 * @param reader is told of each
 */
record Logbook(long began, AttemptLog reader) {

  /** An invocation that is about to be sent. */
  void launched(Flight flight) {
    reader.launched(
        attempt(
            flight,
            flight.sentAt(),
            Attempt.Outcome.UNANSWERED,
            "no reply was seen",
            "",
            "",
            Optional.empty(),
            0));
  }

  /** An invocation that was answered or failed. */
  void note(
      Event.Landed landed,
      Attempt.Outcome outcome,
      String detail,
      Optional<FunctionReport> report) {
    reader.accept(
        attempt(
            landed.flight(),
            landed.at(),
            outcome,
            detail,
            landed.response().map(response -> response.responseMetadata().requestId()).orElse(""),
            landed.response().map(Logbook::logTail).orElse(""),
            report,
            landed.response().map(Logbook::size).orElse(0L)));
  }

  /** An invocation whose reply nobody waits for. */
  void abandoned(Flight flight) {
    reader.accept(
        attempt(
            flight,
            System.nanoTime(),
            Attempt.Outcome.ABANDONED,
            "the run ended before its reply came",
            "",
            "",
            Optional.empty(),
            0));
  }

  private Attempt attempt(
      Flight flight,
      long endedAt,
      Attempt.Outcome outcome,
      String detail,
      String requestId,
      String logTail,
      Optional<FunctionReport> report,
      long bytesReceived) {
    return new Attempt(
        flight.batch().number(),
        flight.number(),
        flight.kind(),
        flight.batch().tasks().size(),
        Duration.ofNanos(flight.sentAt() - began),
        Duration.ofNanos(endedAt - began),
        outcome,
        detail,
        requestId,
        logTail,
        report,
        flight.batch().request().length,
        bytesReceived);
  }

  private static String logTail(InvokeResponse response) {
    return response.logResult() == null
        ? ""
        : new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  private static long size(InvokeResponse response) {
    return response.payload() == null ? 0 : response.payload().asByteArrayUnsafe().length;
  }
}
