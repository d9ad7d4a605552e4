package dev.dml.localcloud;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How an invocation of an environment ended.
 *
 * @param payload what the caller gets
 * @param error whether the function failed
 * @param status what REPORT says of the end; empty if it went well
 * @param alive whether the environment can serve another invocation
 */
// Handed on and never compared.
@SuppressWarnings("ArrayRecordComponent")
record Outcome(byte[] payload, boolean error, String status, boolean alive) {

  static Outcome answer(byte[] payload) {
    return new Outcome(payload, false, "", true);
  }

  static Outcome exception(byte[] payload) {
    return new Outcome(payload, true, "", true);
  }

  static Outcome timeout(String requestId, double seconds) {
    return failure(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            seconds),
        "timeout");
  }

  static Outcome exit(String requestId, String how) {
    return failure(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited with error: " + how,
        "error");
  }

  static Outcome oversize(long bytes) {
    Outcome failure =
        failure(
            "Function.ResponseSizeTooLarge",
            "Response payload size ("
                + bytes
                + " bytes) exceeded maximum allowed payload size"
                + " (6291556 bytes).",
            "error");
    return new Outcome(failure.payload, true, failure.status, true);
  }

  private static Outcome failure(String type, String message, String status) {
    String json = "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}";
    return new Outcome(json.getBytes(StandardCharsets.UTF_8), true, status, false);
  }
}
