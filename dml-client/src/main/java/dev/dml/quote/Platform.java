package dev.dml.quote;

import dev.dml.billing.Ledger;
import java.util.Map;
import java.util.Optional;

/**
 * What a place that runs the function adds to the fits, in seconds of one processor, and where an
 * invocation waits, in seconds of a clock: a smaller share of a processor makes no wait longer.
 *
 * @param startSeconds what the first invocation of an environment takes longer: starting Java or
 *     restoring it, opening connections, loading the classes that read, decode and write
 * @param invocationSeconds what every invocation takes beside fits: decoding the request, storing
 *     results, answering
 * @param waitSeconds how long every invocation waits for the store
 * @param readSeconds reading a MB of data and making columns of it, in every new environment
 * @param storeSeconds storing a MB of predictions and answering with it
 * @param source where the numbers come from, in a sentence
 */
public record Platform(
    double startSeconds,
    double invocationSeconds,
    double waitSeconds,
    double readSeconds,
    double storeSeconds,
    String source) {

  /** Java and the handler, which SnapStart starts once, before the first invocation of any. */
  private static final double INIT_SECONDS = 1.0;

  /** What AWS bills for restoring an environment from a snapshot. */
  private static final double RESTORE_SECONDS = 0.12;

  private static final String FITS =
      "; fits as in new processes of this machine, whose processor is taken to be as fast as one of"
          + " AWS Lambda";

  /** The local cloud, whose environments start without a snapshot; docs/decisions/0030. */
  public static final Platform LOCAL_CLOUD =
      new Platform(
          2.25,
          0.006,
          0.014,
          0.025,
          0.12,
          "starting, overhead, reading and storing as measured on the local cloud"
              + " (docs/decisions/0030)"
              + FITS);

  /** AWS Lambda with SnapStart, as template.yaml deploys it and as far as it is known. */
  public static final Platform LAMBDA =
      new Platform(
          LOCAL_CLOUD.startSeconds - INIT_SECONDS + RESTORE_SECONDS,
          LOCAL_CLOUD.invocationSeconds,
          LOCAL_CLOUD.waitSeconds,
          LOCAL_CLOUD.readSeconds,
          LOCAL_CLOUD.storeSeconds,
          "overhead, reading and storing as measured on the local cloud, starting too, but from a"
              + " snapshot (SnapStart; docs/decisions/0030)"
              + FITS);

  /** Where the SDK of AWS looks for AWS Lambda, if it is not on AWS. */
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_LAMBDA";

  private static final double MEGABYTES_PER_PROCESSOR = 1769;
  private static final int MOST_PROCESSORS = 6;

  /**
   * Where invocations would run, as far as it is known without one: the local cloud, if AWS Lambda
   * is at an address of this machine.
   *
   * @param environment the variables of the process
   */
  public static Platform of(Map<String, String> environment) {
    String endpoint = environment.getOrDefault(ENDPOINT, "");
    return endpoint.startsWith("http://127.0.0.1:") ? LOCAL_CLOUD : LAMBDA;
  }

  /**
   * A place as the attempts in a ledger found it, each of which had one task: what is billed beside
   * the fits.
   *
   * <p>Reading is all that a new environment reads and decodes, over the size of the data, and so
   * is right for these data only. How much of an overhead is storing, which grows with a batch, one
   * size of predictions cannot tell: as much as is assumed, but no more than was measured; the rest
   * of writing is waiting.
   *
   * @param ledger the attempts
   * @param workload what they were a part of
   * @param assumed says what no attempt shows
   */
  public static Platform measured(Ledger ledger, RunSize workload, Platform assumed) {
    double processors = shareOfProcessor(ledger.function().memoryMegabytes());
    double megabytesEach = workload.predictionBytes() / 1e6 / workload.tasks();
    double storingEach = assumed.storeSeconds * megabytesEach;
    Optional<Overhead> warm = Overhead.of(ledger, false, processors);
    Optional<Overhead> cold = Overhead.of(ledger, true, processors);
    Overhead usual =
        warm.orElse(
            new Overhead(
                0, storingEach + assumed.waitSeconds * processors, assumed.invocationSeconds));
    double stored = Math.min(usual.writing(), storingEach);
    double start = assumed.startSeconds;
    double read = assumed.readSeconds;
    if (cold.isPresent()) {
      double reading = Math.max(0, cold.get().reading() - usual.reading());
      start = Math.max(0, cold.get().all() - usual.all() - reading);
      read = reading / (workload.dataBytes() / 1e6);
    }
    return new Platform(
        start,
        usual.all() - usual.writing(),
        (usual.writing() - stored) / processors,
        read,
        stored / megabytesEach,
        source(cold.isPresent(), warm.isPresent()));
  }

  private static String source(boolean cold, boolean warm) {
    String assumed = " as without --on lambda (docs/decisions/0030)";
    if (cold && warm) {
      return "fits, starting, reading and overhead as billed on the function";
    }
    if (cold) {
      return "fits, starting and reading as billed on the function; every invocation started an"
          + " environment, so overhead is"
          + assumed;
    }
    if (warm) {
      return "fits and overhead as billed on the function; none of its environments had to be"
          + " started, so starting and reading are"
          + assumed
          + ", and the first fits of new environments, which take longer, are not counted: quote"
          + " again when AWS has ended these, after some minutes of rest";
    }
    return "fits as the function timed them; it was not reported what was billed, so all else is"
        + assumed;
  }

  /** By what a second of fits is divided, for a batch of so many tasks. */
  double speedUp(int memoryMegabytes, double tasks) {
    return Math.min(share(memoryMegabytes), Math.max(1, tasks));
  }

  /** What a thread of an environment gets of a processor, at most 1. */
  static double shareOfProcessor(int memoryMegabytes) {
    return Math.min(1, share(memoryMegabytes));
  }

  /** How many processors an environment has; less than 1 is a share of one. */
  private static double share(int memoryMegabytes) {
    return Math.min(MOST_PROCESSORS, memoryMegabytes / MEGABYTES_PER_PROCESSOR);
  }

  /**
   * How long invocations take beside fits, in seconds of a clock; one thread does it.
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
            / shareOfProcessor(memoryMegabytes)
        + invocations * waitSeconds;
  }
}
