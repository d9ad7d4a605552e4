package dev.dml.usage;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run on AWS used and what that costs, with what was measured apart from what was estimated.
 *
 * <p>Measured is what AWS reported of an invocation. Where no report came, such as after a lost
 * connection, the elapsed time is taken for the time that is billed, and counted as estimated. Free
 * tiers and discounts are not taken off.
 *
 * @param function where the function ran
 * @param calls how often it was called, and how that went
 * @param billed memory times time
 * @param functionStore the function's requests to the store, as far as its answers told of them
 * @param clientStore this program's requests to the store
 * @param cost what it costs
 * @param concurrency how many invocations ran at once
 * @param keptFits fits whose results earlier commands of the run had stored
 * @param earlier how much of this earlier commands have caused
 * @param unanswered what nobody saw the end of, which is in none of the other figures but those of
 *     concurrency
 */
public record CloudUsage(
    Function function,
    Calls calls,
    Billed billed,
    StoreRequests functionStore,
    StoreRequests clientStore,
    Cost cost,
    Concurrency concurrency,
    int keptFits,
    Earlier earlier,
    Unanswered unanswered) {

  private static final double MEGABYTES_PER_GIGABYTE = 1024;

  /**
   * Where the function or the containers ran.
   *
   * @param region the region of AWS
   * @param architecture {@code arm64} or {@code x86_64}
   * @param memoryMegabytes the memory of the function or of a container
   * @param vcpu the processors of a container, which are paid for beside its memory; a function has
   *     none of its own
   */
  public record Function(
      String region, String architecture, int memoryMegabytes, OptionalInt vcpu) {

    /** A function. */
    public Function(String region, String architecture, int memoryMegabytes) {
      this(region, architecture, memoryMegabytes, OptionalInt.empty());
    }
  }

  /** The seconds of processors that are billed beside memory; empty of a function. */
  public OptionalDouble vcpuSeconds() {
    double gigabytes = function.memoryMegabytes / MEGABYTES_PER_GIGABYTE;
    return function.vcpu.isPresent()
        ? OptionalDouble.of(billed.total().value() / gigabytes * function.vcpu.getAsInt())
        : OptionalDouble.empty();
  }

  /**
   * How often the function was called.
   *
   * @param attempts calls, whatever came of them
   * @param invocations those that ran, or may have run, and are billed
   * @param retries calls after one that did not succeed
   * @param hedges duplicates of calls that took unusually long
   * @param throttled calls that were refused because too many ran or the function was not ready
   * @param failed calls that were not throttled and gave no result
   * @param coldStarts invocations for which an environment was started
   */
  public record Calls(
      int attempts,
      int invocations,
      int retries,
      int hedges,
      int throttled,
      int failed,
      int coldStarts) {}

  /**
   * Memory times time.
   *
   * @param measured what AWS reported
   * @param estimated what was estimated where AWS reported nothing
   * @param wasted of both together, what attempts took whose result was not used
   */
  public record Billed(
      GigabyteSeconds measured, GigabyteSeconds estimated, GigabyteSeconds wasted) {

    /** Measured and estimated together. */
    public GigabyteSeconds total() {
      return measured.plus(estimated);
    }

    /** The wasted share, from 0 to 1; 0 if nothing is billed. */
    public double wastedShare() {
      return total().equals(GigabyteSeconds.ZERO) ? 0 : wasted.value() / total().value();
    }
  }

  /**
   * Requests to Amazon S3.
   *
   * @param reads requests that read
   * @param writes requests that write or list
   * @param bytesWritten what was stored
   */
  public record StoreRequests(long reads, long writes, long bytesWritten) {

    /** None. */
    public static final StoreRequests NONE = new StoreRequests(0, 0, 0);

    /** The sum. */
    public StoreRequests plus(StoreRequests other) {
      return new StoreRequests(
          reads + other.reads, writes + other.writes, bytesWritten + other.bytesWritten);
    }
  }

  /**
   * What commands before this one have caused, as far as this machine has it on record; it is in
   * all figures but the requests of this program.
   *
   * @param commands how many there were
   * @param invocations those that are billed, and whose end is known
   * @param used what these were billed
   * @param complete whether every fit that was kept is on record
   */
  public record Earlier(int commands, int invocations, GigabyteSeconds used, boolean complete) {

    /** Of a run that one command has done. */
    public static final Earlier NONE = new Earlier(0, 0, GigabyteSeconds.ZERO, true);
  }

  /**
   * Invocations that were sent by a command that was killed before it saw their end.
   *
   * @param invocations how many
   * @param most what they can have used: the time limit of the function
   * @param cost what they can have cost
   */
  public record Unanswered(int invocations, GigabyteSeconds most, Usd cost) {

    /** None. */
    public static final Unanswered NONE = new Unanswered(0, GigabyteSeconds.ZERO, Usd.ZERO);
  }

  /**
   * What it costs.
   *
   * @param pricesOf when the prices were looked up
   * @param pricedAs the region whose prices they are
   * @param measuredComputing the measured GB-seconds
   * @param estimatedComputing the estimated GB-seconds
   * @param requests the invocations
   * @param storeRequests the requests to Amazon S3
   * @param storage a month of what was stored
   */
  public record Cost(
      LocalDate pricesOf,
      String pricedAs,
      Usd measuredComputing,
      Usd estimatedComputing,
      Usd requests,
      Usd storeRequests,
      Usd storage) {

    /** All of it. */
    public Usd total() {
      return measuredComputing
          .plus(estimatedComputing)
          .plus(requests)
          .plus(storeRequests)
          .plus(storage);
    }
  }

  /**
   * How many invocations ran at once, from the first that was sent to the last reply.
   *
   * @param peak the most
   * @param mean the average over time
   * @param interval the length of each interval of {@code running}
   * @param running the average in each of equal intervals, from the first to the last
   */
  public record Concurrency(int peak, double mean, Duration interval, List<Double> running) {

    /** Copies. */
    public Concurrency {
      running = List.copyOf(running);
    }
  }
}
