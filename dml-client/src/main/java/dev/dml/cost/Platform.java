package dev.dml.cost;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast a place is that runs the function, beside the machine where fits were measured.
 *
 * @param startSeconds what the first invocation of an environment takes longer: starting Java,
 *     opening connections, reading small data
 * @param invocationSeconds what every invocation takes beside fits: decoding, looking for and
 *     storing results
 * @param megabyteSeconds reading a MB of data and making columns of it
 * @param speed the speed of a processor, 1 being that of this machine
 * @param processors how many processors an environment may use whatever its memory; 0 if it is
 *     memory over 1,769 MB, at most 6, as in AWS Lambda
 * @param source where the numbers come from, in a sentence
 */
public record Platform(
    double startSeconds,
    double invocationSeconds,
    double megabyteSeconds,
    double speed,
    int processors,
    String source) {

  private static final String ASSUMED =
      "starting and overhead of invocations as seen once on the local cloud, reading assumed"
          + " (docs/decisions/0030); fits as"
          + " on this machine, whose processor is taken to be as fast as one of AWS Lambda";

  private static final String MEASURED_WARM =
      "fits and overhead as billed on the function; none of its environments had to be started, so"
          + " starting is as on the local cloud (docs/decisions/0030)";

  private static final String MEASURED = "fits, starting and overhead as billed on the function";

  /** AWS Lambda, as far as it is known. */
  public static final Platform LAMBDA = new Platform(1.58, 0.04, 0.02, 1, 0, ASSUMED);

  private static final double MEGABYTES_PER_PROCESSOR = 1769;
  private static final int MOST_PROCESSORS = 6;

  /**
   * The local cloud, whose environments may use all cores of this machine.
   *
   * @param cores how many there are
   * @param contention how many seconds a second of processor time takes, at least 1
   */
  public static Platform localCloud(int cores, double contention) {
    return new Platform(
        LAMBDA.startSeconds * contention,
        LAMBDA.invocationSeconds * contention,
        LAMBDA.megabyteSeconds * contention,
        1 / contention,
        cores,
        ASSUMED);
  }

  /** AWS Lambda as the attempts in a ledger found it: what is billed beside the fits. */
  public static Platform measured(Ledger ledger) {
    double warm = beside(ledger, false).orElse(LAMBDA.invocationSeconds);
    OptionalDouble cold = beside(ledger, true);
    return cold.isPresent()
        ? new Platform(Math.max(0, cold.getAsDouble() - warm), warm, 0, 1, 0, MEASURED)
        : new Platform(LAMBDA.startSeconds, warm, 0, 1, 0, MEASURED_WARM);
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
    return speed * Math.min(share(memoryMegabytes), Math.max(1, tasks));
  }

  /** How many processors an environment has; less than 1 is a share of one. */
  private double share(int memoryMegabytes) {
    return processors > 0
        ? processors
        : Math.min(MOST_PROCESSORS, memoryMegabytes / MEGABYTES_PER_PROCESSOR);
  }

  /** What invocations take beside fits, with a data set; one thread does it. */
  double beside(int memoryMegabytes, long dataBytes, int coldStarts, int invocations) {
    double start = startSeconds + megabyteSeconds * dataBytes / 1e6;
    return (coldStarts * start + invocations * invocationSeconds)
        / Math.min(1, share(memoryMegabytes));
  }
}
