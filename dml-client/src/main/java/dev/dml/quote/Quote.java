package dev.dml.quote;

import dev.dml.billing.Prices;
import dev.dml.task.Batching;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.FunctionMemory;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a run would take and cost on AWS, by memory size and batching.
 *
 * @param workload what the run is made of
 * @param platform what the function takes beside fits
 * @param prices what AWS charges
 * @param limit the most invocations at once
 * @param interruption why fewer fits were measured than intended, if that is so
 */
public record Quote(
    RunSize workload,
    Platform platform,
    Prices prices,
    Limit limit,
    Optional<String> interruption) {

  /** The memory sizes that are looked at: half a processor to six. */
  public static final List<Integer> MEMORY_SIZES = List.of(512, 1024, 1769, 3538, 7076, 10240);

  private static final double LONGEST_SECONDS = 900;
  private static final double NEARLY_FASTEST = 1.5;
  private static final StoreRequests OF_CLIENT = new StoreRequests(1, 3, 0);

  /**
   * How many invocations there can be at once.
   *
   * @param atOnce the number, at least 1
   * @param source where it comes from, in words
   */
  public record Limit(int atOnce, String source) {

    /** Checks the number. */
    public Limit {
      if (atOnce < 1) {
        throw new IllegalArgumentException("atOnce must be at least 1, but was " + atOnce);
      }
    }
  }

  /**
   * A way to run it.
   *
   * @param memoryMegabytes the memory of the function
   * @param batching its name in a spec
   * @param invocations how many there are
   * @param coldStarts how many of them start an environment
   * @param secondsEach the average time that an invocation is billed
   * @param used memory times time
   * @param cost all of it
   * @param wallSeconds from the first invocation to the last answer
   * @param problem why it would not work; empty if it would
   */
  public record Cell(
      int memoryMegabytes,
      String batching,
      int invocations,
      int coldStarts,
      double secondsEach,
      GigabyteSeconds used,
      Usd cost,
      double wallSeconds,
      Optional<String> problem) {}

  /** The quote for so many of so many repetitions. */
  public Quote withPart(int some, int all) {
    return new Quote(workload.part(some, all), platform, prices, limit, interruption);
  }

  /** Every memory size with every batching. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (int memory : MEMORY_SIZES) {
      Batching.byName().forEach((name, batching) -> cells.add(cell(memory, name, batching)));
    }
    return cells;
  }

  /**
   * The cheapest of those that take at most half as long again as the fastest; empty if none would
   * work.
   */
  public Optional<Cell> recommended() {
    List<Cell> working = cells().stream().filter(cell -> cell.problem.isEmpty()).toList();
    double fastest = working.stream().mapToDouble(Cell::wallSeconds).min().orElse(0);
    return working.stream()
        .filter(cell -> cell.wallSeconds <= NEARLY_FASTEST * fastest)
        .min(Comparator.comparing(Cell::cost));
  }

  /** One memory size with one batching. */
  public Cell cell(int memory, String name, Batching batching) {
    int invocations = invocations(batching);
    int cold = Math.min(limit.atOnce(), invocations);
    double speedUp = platform.speedUp(memory, (double) workload.tasks() / invocations);
    double total =
        platform.beside(memory, workload.dataBytes(), workload.predictionBytes(), cold, invocations)
            + workload.seconds(cold) / speedUp;
    double each = total / invocations;
    GigabyteSeconds used = GigabyteSeconds.of(memory, Duration.ofMillis(Math.round(total * 1000)));
    int rounds = (invocations + cold - 1) / cold;
    StoreRequests store =
        new StoreRequests(invocations + 2L * cold, invocations, 0).plus(OF_CLIENT);
    Usd cost =
        prices
            .compute(used)
            .plus(prices.request().times(invocations))
            .plus(prices.storeRequests(store))
            .plus(prices.storage(workload.dataBytes() + workload.predictionBytes()));
    return new Cell(
        memory, name, invocations, cold, each, used, cost, rounds * each, problem(memory, each));
  }

  private Optional<String> problem(int memory, double secondsEach) {
    long needed = new FunctionMemory(workload.dataBytes()).megabytes();
    if (needed > memory) {
      return Optional.of("needs about " + needed + " MB for the data");
    }
    if (secondsEach > LONGEST_SECONDS) {
      return Optional.of("takes longer than the 900 seconds of AWS Lambda");
    }
    return Optional.empty();
  }

  private int invocations(Batching batching) {
    return switch (batching) {
      case Batching.PerFold() -> workload.tasks();
      case Batching.PerRepetition() -> workload.repetitionBatches();
      case Batching.Auto(Duration target) -> automatic(target.toNanos() / 1e9);
    };
  }

  /**
   * One task of each nuisance first; then as many as take the target, but no fewer batches than can
   * run at once.
   */
  private int automatic(double target) {
    int kinds = workload.fits().size();
    int tasks = workload.tasks() - kinds;
    if (tasks <= 0) {
      return kinds;
    }
    double left =
        workload.fits().stream()
            .mapToDouble(fits -> (fits.tasks() - 1) * fits.steadyAtLeastTick())
            .sum();
    double perBatch = Math.clamp(Math.floor(target / (left / tasks)), 1, Batching.Auto.MOST_TASKS);
    int longEnough = (int) Math.ceil(tasks / perBatch);
    return kinds + Math.max(longEnough, Math.min(limit.atOnce(), tasks));
  }
}
