package dev.dml.quote;

import dev.dml.billing.Prices;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.FunctionMemory;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run would take and cost on AWS, by memory size and batching.
 *
 * @param workload what the run is made of
 * @param platform what the function takes beside fits
 * @param prices what AWS charges
 * @param limit the most invocations at once
 * @param interruption why fewer fits were measured than intended, if that is so
 * @param prefer what matters more
 */
public record Quote(
    RunSize workload,
    Platform platform,
    Prices prices,
    Limit limit,
    Optional<String> interruption,
    Preference prefer) {

  /** The memory sizes that are looked at: half a processor to six. */
  public static final List<Integer> MEMORY_SIZES = List.of(512, 1024, 1769, 3538, 7076, 10240);

  /** The memory that is one processor, in MB. */
  public static final int PROCESSOR_MEGABYTES = 1769;

  /** The most memory of a function of a new account, in MB. */
  public static final int NEW_ACCOUNT_MEGABYTES = 3008;

  /** The most invocations at once of a new account. */
  public static final int NEW_ACCOUNT_AT_ONCE = 10;

  /** The memory of the function that drives a detached run, unless it is deployed with another. */
  public static final int DRIVER_MEGABYTES = 1769;

  private static final double LONGEST_SECONDS = 900;

  /** How many invocations at once are looked at beside the most. */
  private static final List<Integer> AT_ONCE = List.of(10, 30, 100, 300, 1000, 3000);

  /** Beyond this, every twentieth number of batches is looked at. */
  private static final int EVERY = 100;

  private static final double STEP = 1.05;
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
   * @param prefer what {@code auto} prefers
   * @param atOnce how many invocations there are at once at the most
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
      Preference prefer,
      int atOnce,
      int invocations,
      int coldStarts,
      double secondsEach,
      GigabyteSeconds used,
      Usd cost,
      double wallSeconds,
      Optional<String> problem) {

    /** Whether it needs more than AWS gives a new account. */
    public boolean isBeyondNewAccount() {
      return memoryMegabytes > NEW_ACCOUNT_MEGABYTES || coldStarts > NEW_ACCOUNT_AT_ONCE;
    }
  }

  /** What so many seconds of one processor cost. */
  public static Usd compute(Duration time, Prices prices) {
    return prices.compute(GigabyteSeconds.of(PROCESSOR_MEGABYTES, time));
  }

  /** The quote for so many of so many repetitions. */
  public Quote withPart(int some, int all) {
    return new Quote(workload.part(some, all), platform, prices, limit, interruption, prefer);
  }

  /** Every memory size with every batching, as many at once as there can be. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (int memory : MEMORY_SIZES) {
      Batching.byName().forEach((name, batching) -> cells.add(cell(memory, name, batching)));
    }
    return cells;
  }

  /**
   * What {@code auto} comes to with fewer at once and with each preference, with the memory that is
   * recommended; empty if nothing would work.
   */
  public List<Cell> byConcurrency() {
    List<Cell> cells = new ArrayList<>();
    recommended()
        .ifPresent(
            best -> {
              for (int atOnce : concurrencies()) {
                for (Preference each : Preference.values()) {
                  cells.add(automatic(best.memoryMegabytes, each, atOnce));
                }
              }
            });
    return cells;
  }

  /** The same in containers of AWS Batch, each with the batches that suit what is preferred. */
  public List<ContainerQuote.Cell> containers() {
    return new ContainerQuote(workload, Platform.LOCAL_CLOUD, prices, prefer).cells();
  }

  /** The best container, if it is better than every function by what is preferred. */
  public Optional<ContainerQuote.Cell> recommendedContainer() {
    Optional<ContainerQuote.Cell> container =
        prefer.best(containers(), cell -> cell.cost().value(), ContainerQuote.Cell::wallSeconds);
    Optional<Cell> function = recommended();
    if (container.isEmpty() || function.isEmpty()) {
      return container;
    }
    record Way(boolean inContainer, double usd, double seconds) {}
    Way functions = new Way(false, function.get().cost.value(), function.get().wallSeconds);
    Way jobs = new Way(true, container.get().cost().value(), container.get().wallSeconds());
    return prefer
        .best(List.of(functions, jobs), Way::usd, Way::seconds)
        .filter(Way::inContainer)
        .flatMap(better -> container);
  }

  private List<Integer> concurrencies() {
    return Stream.concat(
            AT_ONCE.stream().filter(atOnce -> atOnce < limit.atOnce()), Stream.of(limit.atOnce()))
        .toList();
  }

  /** The best of all that would work by what is preferred; empty if none would. */
  public Optional<Cell> recommended() {
    return prefer.best(
        cells().stream().filter(cell -> cell.problem.isEmpty()).toList(),
        cell -> cell.cost.value(),
        Cell::wallSeconds);
  }

  /**
   * What a function that drives a run takes and costs, if the run goes on by itself.
   *
   * @param seconds how long it is billed
   * @param cost its computing, beside what the run costs
   */
  public record Driver(double seconds, Usd cost) {}

  /**
   * The driver of a run in a certain way: it starts, reads the data, and is there until the end.
   */
  public Driver driver(Cell way) {
    double seconds =
        Platform.LOCAL_CLOUD.beside(DRIVER_MEGABYTES, workload.dataBytes(), 0, 1, 0)
            + way.wallSeconds;
    Duration driven = Duration.ofMillis(Math.round(seconds * 1000));
    return new Driver(seconds, prices.compute(GigabyteSeconds.of(DRIVER_MEGABYTES, driven)));
  }

  /** The driver of what is recommended, unless that is a container, which none drives. */
  public Optional<Driver> recommendedDriver() {
    return recommendedContainer().isPresent() ? Optional.empty() : recommended().map(this::driver);
  }

  /** One memory size with one batching, as many at once as there can be. */
  public Cell cell(int memory, String name, Batching batching) {
    return switch (batching) {
      case Batching.PerFold() -> cell(memory, name, workload.tasks(), limit.atOnce(), prefer);
      case Batching.PerRepetition() ->
          cell(memory, name, workload.repetitionBatches(), limit.atOnce(), prefer);
      case Batching.Auto _ -> automatic(memory, prefer, limit.atOnce());
    };
  }

  /** A few fits of each learner go first; then as many batches as suit the preference. */
  private Cell automatic(int memory, Preference preferred, int atOnce) {
    int tasks = workload.tasks();
    Batching.Auto auto = new Batching.Auto(preferred);
    double longest = auto.longest().toNanos() / 1e9;
    double fewest =
        Math.max(
            workload.batchesWith(auto.probes()),
            Math.max(
                workload.steadySeconds() / platform.speedUp(memory, tasks) / longest,
                (double) tasks / Batching.Auto.MOST_TASKS));
    List<Cell> ways = new ArrayList<>();
    for (double count = Math.clamp(Math.ceil(fewest), 1, tasks); count < tasks; ) {
      ways.add(cell(memory, "auto", (int) count, atOnce, preferred));
      count = count < EVERY ? count + 1 : count * STEP;
    }
    if (atOnce < tasks && atOnce >= fewest) {
      ways.add(cell(memory, "auto", atOnce, atOnce, preferred));
    }
    ways.add(cell(memory, "auto", tasks, atOnce, preferred));
    return preferred.best(ways, way -> way.cost.value(), Cell::wallSeconds).orElseThrow();
  }

  private Cell cell(int memory, String name, int invocations, int atOnce, Preference preferred) {
    int cold = Math.min(atOnce, invocations);
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
        memory,
        name,
        preferred,
        atOnce,
        invocations,
        cold,
        each,
        used,
        cost,
        rounds * each,
        problem(memory, each));
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
}
