package dev.dml.aws.fanout;

import dev.dml.wire.protocol.FunctionReport;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The invocations that are not settled: those without a reply, and those whose results are being
 * looked for. The log is told of each before it is sent, since whatever kills this process, what
 * may be billed is written down, and once more when it is over, whatever ended it.
 */
final class Flights {

  private final Sender sender;
  private final AttemptLog log;
  private final Set<Flight> flying = new LinkedHashSet<>();

  /** Answers of which the log is told when their results were read. */
  private final Set<Event.Landed> unread = new LinkedHashSet<>();

  private int looking;

  /** None yet. */
  Flights(Sender sender, AttemptLog log) {
    this.sender = sender;
    this.log = log;
  }

  /** How many have no reply yet. */
  int flying() {
    return flying.size();
  }

  /** How many are on no bill yet. */
  int unbilled() {
    return flying.size() + unread.size();
  }

  /** Whether nothing will come any more. */
  boolean isQuiet() {
    return flying.isEmpty() && looking == 0;
  }

  /** Sends a batch; an {@link Event.Landed} will follow. */
  void send(Batch batch, Attempt.Kind kind) {
    Flight flight = batch.send(kind, sender.now());
    flying.add(flight);
    log.launched(flight.launched());
    sender.send(flight);
  }

  /** Takes one that has a reply, which is to be ended. */
  void landed(Event.Landed landed) {
    flying.remove(landed.flight());
    landed.flight().batch().landed(landed.flight());
  }

  /** Ends one that did not bring results. */
  void end(Event.Landed landed, Attempt.Outcome outcome, String detail) {
    log.accept(landed.attempt(outcome, detail, Optional.empty()));
  }

  /** Ends one that brought its results along, or was answered when nobody needed them any more. */
  void end(Event.Landed landed, Attempt.Outcome outcome, FunctionReport report) {
    log.accept(landed.attempt(outcome, "", Optional.of(report)));
  }

  /** Has the results looked for that the function says it stored; the look ends the invocation. */
  void read(Event.Landed landed, Reply.Answered answered, String name) {
    unread.add(landed);
    look(landed, answered, name);
  }

  /** Has results looked for that may be there although the invocation failed, and is ended. */
  void look(Event.Landed landed, Reply reply, String name) {
    looking++;
    landed.flight().batch().looks();
    sender.look(landed, reply, name);
  }

  /** A look is over. */
  void looked(Event.Looked looked) {
    looking--;
    looked.landed().flight().batch().looked();
    if (unread.remove(looked.landed()) && looked.reply() instanceof Reply.Answered answered) {
      log.accept(looked.attempt(answered.report()));
    }
  }

  /** Ends all: nobody waits for them any more, but those without a reply may be billed. */
  void abandon() {
    flying.forEach(flight -> log.accept(flight.abandoned(sender.now())));
    unread.forEach(
        landed -> end(landed, Attempt.Outcome.SUPERSEDED, "the run ended before it was read"));
  }
}
