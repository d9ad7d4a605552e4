package dev.dml.localcloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * How an invocation ended.
 *
 * @param payload what the caller gets
 * @param error whether the function failed
 * @param logLine what AWS Lambda says of the end in the log; empty if it went well
 * @param status what REPORT says of the end; empty if it went well
 * @param alive whether the environment can serve another invocation
 */
// Handed on and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Outcome(byte[] payload, boolean error, String logLine, String status, boolean alive) {

  /** The largest answer, in bytes. */
  static final int MOST_BYTES = 6_291_556;

  /** The answer of the function, unless it is too large. */
  static Outcome answer(byte[] payload) {
    return payload.length > MOST_BYTES
        ? oversize(payload.length)
        : new Outcome(payload, false, "", "", true);
  }

  /** What the runtime says of an exception, after which it goes on. */
  static Outcome exception(byte[] payload) {
    return new Outcome(payload, true, "", "", true);
  }

  /** What the runtime says of an exception before it could take invocations. */
  static Outcome noStart(byte[] payload) {
    return new Outcome(payload, true, "", "Status: error\tError Type: Runtime.Unknown\t", false);
  }

  static Outcome timeout(String requestId, Duration limit) {
    String what =
        String.format(Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0);
    return new Outcome(
        json("Sandbox.Timedout", "RequestId: " + requestId + " Error: " + what),
        true,
        requestId + " " + what + "\n",
        "Status: timeout\t",
        false);
  }

  /** The end of a process; how is {@code exit status 1} or {@code signal: killed}. */
  static Outcome exit(String requestId, String how) {
    String message = "RequestId: " + requestId + " Error: Runtime exited with error: " + how;
    return new Outcome(
        json("Runtime.ExitError", message),
        true,
        message + "\nRuntime.ExitError\n",
        "Status: error\tError Type: Runtime.ExitError\t",
        false);
  }

  static Outcome oversize(long bytes) {
    String message =
        "Response payload size ("
            + bytes
            + " bytes) exceeded maximum allowed payload size ("
            + MOST_BYTES
            + " bytes).";
    return new Outcome(
        json("Function.ResponseSizeTooLarge", message),
        true,
        "",
        "Status: error\tError Type: Function.ResponseSizeTooLarge\t",
        true);
  }

  private static byte[] json(String type, String message) {
    return ("{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
