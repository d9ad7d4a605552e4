package dev.dml.cost;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a place that runs the function adds to the fits, in seconds of one processor.
 *
 * @param startSeconds what the first invocation of an environment takes longer: starting Java,
 *     opening connections, loading the classes that read, decode and write
 * @param invocationSeconds what every invocation takes beside fits: decoding the request, storing
 *     results, answering
 * @param readSeconds reading a MB of data and making columns of it, in every new environment
 * @param storeSeconds storing a MB of predictions and answering with it
 * @param source where the numbers come from, in a sentence
 */
public record Platform(
    double startSeconds,
    double invocationSeconds,
    double readSeconds,
    double storeSeconds,
    String source) {

  private static final String ASSUMED =
      "starting, overhead, reading and storing as measured on the local cloud"
          + " (docs/decisions/0030); fits as in new processes of this machine, whose processor is"
          + " taken to be as fast as one of AWS Lambda";

  private static final String MEASURED_WARM =
      "fits and overhead as billed on the function; none of its environments had to be started, so"
          + " starting is as on the local cloud (docs/decisions/0030)";

  private static final String MEASURED = "fits, starting and overhead as billed on the function";

  /** AWS Lambda, as far as it is known; docs/decisions/0030 has the runs. */
  public static final Platform LAMBDA = new Platform(2.25, 0.02, 0.025, 0.12, ASSUMED);

  private static final double MEGABYTES_PER_PROCESSOR = 1769;
  private static final int MOST_PROCESSORS = 6;

  /** AWS Lambda as the attempts in a ledger found it: what is billed beside the fits. */
  public static Platform measured(Ledger ledger) {
    double warm = beside(ledger, false).orElse(LAMBDA.invocationSeconds);
    OptionalDouble cold = beside(ledger, true);
    return cold.isPresent()
        ? new Platform(Math.max(0, cold.getAsDouble() - warm), warm, 0, 0, MEASURED)
        : new Platform(LAMBDA.startSeconds, warm, 0, 0, MEASURED_WARM);
  }

  private static OptionalDouble beside(Ledger ledger, boolean cold) {
    double[] seconds =
        ledger.attempts().stream()
            .filter(attempt -> attempt.isUseful() && attempt.isMeasured())
            .filter(attempt -> attempt.isCold() == cold)
            .mapToDouble(Platform::beside)
            .sorted()
            .toArray();
    return seconds.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(seconds[seconds.length / 2]);
  }

  private static double beside(BilledAttempt attempt) {
    Duration billed = attempt.bill().orElseThrow().billed();
    return billed.minus(attempt.attempt().report().orElseThrow().fit()).toNanos() / 1e9;
  }

  /** By what a second of fits is divided, for a batch of so many tasks. */
  double speedUp(int memoryMegabytes, double tasks) {
    return Math.min(share(memoryMegabytes), Math.max(1, tasks));
  }

  /** How many processors an environment has; less than 1 is a share of one. */
  private double share(int memoryMegabytes) {
    return Math.min(MOST_PROCESSORS, memoryMegabytes / MEGABYTES_PER_PROCESSOR);
  }

  /**
   * What invocations take beside fits; one thread does it.
   *
   * @param memoryMegabytes the memory of an environment
   * @param dataBytes the data, which each new environment reads
   * @param predictionBytes the predictions of all invocations together
   */
  double beside(
      int memoryMegabytes, long dataBytes, long predictionBytes, int coldStarts, int invocations) {
    double start = startSeconds + readSeconds * dataBytes / 1e6;
    double store = storeSeconds * predictionBytes / 1e6;
    return (coldStarts * start + invocations * invocationSeconds + store)
        / Math.min(1, share(memoryMegabytes));
  }
}
