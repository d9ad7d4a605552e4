package dev.dml.localcloud;

import java.time.Duration;
import java.util.Locale;

/**
 * What came of an invocation.
 *
 * @param outcome how it ended
 * @param log the end of the log, with AWS's own lines
 * @param billed what is billed
 * @param cold whether an environment was started for it
 */
record Answer(Outcome outcome, String log, Duration billed, boolean cold) {

  /**
   * The answer with the lines that AWS Lambda adds to the log.
   *
   * @param init how long the environment took to start; zero if it was warm
   * @param run how long the invocation took after that
   * @param peakMemory in bytes
   */
  static Answer of(
      Settings settings,
      String requestId,
      Outcome outcome,
      String printed,
      Duration init,
      Duration run,
      long peakMemory) {
    Duration billed = Duration.ofMillis((run.plus(init).toNanos() + 999_999) / 1_000_000);
    StringBuilder log = new StringBuilder();
    log.append("START RequestId: ").append(requestId).append(" Version: $LATEST\n");
    log.append(printed);
    if (!printed.isEmpty() && !printed.endsWith("\n")) {
      log.append('\n');
    }
    log.append(outcome.logLine());
    log.append("END RequestId: ").append(requestId).append('\n');
    log.append(
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB"
                + "\tMax Memory Used: %d MB\t",
            requestId,
            run.toNanos() / 1e6,
            billed.toMillis(),
            settings.memoryMegabytes(),
            peakMemory >> 20));
    if (!init.isZero()) {
      log.append(String.format(Locale.ROOT, "Init Duration: %.2f ms\t", init.toNanos() / 1e6));
    }
    log.append(outcome.status()).append('\n');
    return new Answer(outcome, log.toString(), billed, !init.isZero());
  }
}
