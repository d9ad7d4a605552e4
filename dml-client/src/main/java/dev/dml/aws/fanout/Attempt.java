package dev.dml.aws.fanout;

import dev.dml.wire.protocol.FunctionReport;
import java.time.Duration;
import java.util.Optional;

/**
 * One invocation of the function, whatever came of it.
 *
 * @param batch the number of the batch, from 0
 * @param number how often the batch had been sent before, plus 1
 * @param kind why it was sent
 * @param tasks the number of tasks in the batch
 * @param sent when it was sent, since the beginning of the run
 * @param ended when its reply was there, since the beginning of the run
 * @param outcome what came of it
 * @param detail a sentence about an outcome that is not a result; may be empty
 * @param requestId the name that AWS gave it; empty if it gave none
 * @param logTail the end of the function's log; empty if there was none
 * @param report what the function said of it
 * @param bytesSent the size of the request
 * @param bytesReceived the size of the answer
 */
public record Attempt(
    int batch,
    int number,
    Kind kind,
    int tasks,
    Duration sent,
    Duration ended,
    Outcome outcome,
    String detail,
    String requestId,
    String logTail,
    Optional<FunctionReport> report,
    long bytesSent,
    long bytesReceived) {

  /** The same without the log, which is large. */
  public Attempt withoutLog() {
    return with(batch, ended, "");
  }

  /** The same with another end, for one whose end is not known. */
  public Attempt withEnd(Duration end) {
    return with(batch, end, logTail);
  }

  /** The same with another number of its batch, among those of several runs. */
  public Attempt withBatch(int other) {
    return with(other, ended, logTail);
  }

  private Attempt with(int itsBatch, Duration end, String log) {
    return new Attempt(
        itsBatch,
        number,
        kind,
        tasks,
        sent,
        end,
        outcome,
        detail,
        requestId,
        log,
        report,
        bytesSent,
        bytesReceived);
  }

  /** Why an invocation was sent. */
  public enum Kind {
    FIRST,
    /** After one that did not succeed. */
    RETRY,
    /** A duplicate of one that takes unusually long. */
    HEDGE
  }

  /** What came of an invocation. */
  public enum Outcome {
    /** Its result was used. */
    DONE,
    /** It gave a result, but another one had come first. */
    SUPERSEDED,
    /** It was refused for a reason that passes; nothing was started. */
    THROTTLED,
    /** It failed in a way that trying again may mend. */
    TRANSIENT,
    /** The function ran and broke, or took too long. */
    BROKEN,
    /** It was refused for good. */
    REFUSED,
    /** The run ended before its reply came. */
    ABANDONED,
    /** It was sent, and nobody was there to see what came of it. */
    UNANSWERED
  }
}
