package dev.dml.quote;

import dev.dml.aws.Host;
import dev.dml.billing.Prices;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.CloudUsage.StoreRequests;
import dev.dml.usage.ContainerSize;
import dev.dml.usage.FunctionMemory;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run would take and cost in containers of AWS Batch, by their processors, each with the
 * least memory that holds the data.
 *
 * @param workload what the run is made of
 * @param platform what a process takes beside fits
 * @param prices what AWS charges
 * @param prefer what matters more
 */
public record ContainerQuote(
    RunSize workload, Platform platform, Prices prices, Preference prefer) {

  /** As many processors at once as jobs.yaml has, unless it is deployed with others. */
  public static final int PROCESSORS_AT_ONCE = 64;

  /** What AWS Batch and AWS Fargate take to start a container, which is waited for. */
  public static final double WAIT_SECONDS = 45;

  /** Beyond this, every twentieth number of batches is looked at. */
  private static final int EVERY = 100;

  private static final double STEP = 1.05;

  /**
   * A way to run it.
   *
   * @param size the containers
   * @param jobs how many there are
   * @param secondsEach the average time that one runs
   * @param used memory times the time that is billed
   * @param cost all of it
   * @param wallSeconds from the submission to the last answer
   */
  public record Cell(
      ContainerSize size,
      int jobs,
      double secondsEach,
      GigabyteSeconds used,
      Usd cost,
      double wallSeconds) {}

  /** A way for each number of processors; none if the data fit into no container. */
  List<Cell> cells() {
    long needed = new FunctionMemory(workload.dataBytes()).megabytes();
    List<Cell> cells = new ArrayList<>();
    for (int vcpu : ContainerSize.processors()) {
      ContainerSize.with(needed, OptionalInt.of(vcpu)).flatMap(this::best).ifPresent(cells::add);
    }
    return cells;
  }

  /** The number of batches that suits the preference, each of which takes a while at most. */
  private Optional<Cell> best(ContainerSize size) {
    Optional<Prices> charged = prices.ofContainers(size);
    if (charged.isEmpty()) {
      return Optional.empty();
    }
    int tasks = workload.tasks();
    double longest = Host.CONTAINER.longest(new Batching.Auto(prefer).longest()).toNanos() / 1e9;
    double fewest = Math.ceil(workload.steadySeconds() / size.vcpu() / longest);
    List<Cell> ways = new ArrayList<>();
    for (double count = Math.clamp(fewest, 1, tasks); count < tasks; ) {
      ways.add(cell(size, (int) count, charged.get()));
      count = count < EVERY ? count + 1 : count * STEP;
    }
    ways.add(cell(size, tasks, charged.get()));
    return prefer.best(ways, way -> way.cost.value(), Cell::wallSeconds);
  }

  private Cell cell(ContainerSize size, int jobs, Prices charged) {
    double threads = Math.clamp((double) workload.tasks() / jobs, 1, size.vcpu());
    double start = platform.startSeconds() + platform.readSeconds() * workload.dataBytes() / 1e6;
    double storing = platform.storeSeconds() * workload.predictionBytes() / 1e6 / jobs;
    double each = start + storing + workload.seconds(jobs) / jobs / threads;
    // Two fits of each nuisance go first, to see how long they take.
    int probes = workload.fits().size();
    boolean probed = workload.tasks() > 2 * probes;
    double first = probed ? WAIT_SECONDS + start + workload.longestFirst() : 0;
    int all = jobs + (probed ? probes : 0);
    GigabyteSeconds used = GigabyteSeconds.ZERO;
    for (int job = 0; job < all; job++) {
      used = used.plus(billed(size, job < jobs ? each : start + workload.longestFirst()));
    }
    int rounds = Math.ceilDiv(jobs, Math.max(1, PROCESSORS_AT_ONCE / size.vcpu()));
    Usd cost =
        charged
            .compute(used)
            .plus(charged.storeRequests(new StoreRequests(6L * all, 3L * all, 0)))
            .plus(charged.storage(workload.dataBytes() + workload.predictionBytes()));
    return new Cell(size, jobs, each, used, cost, first + rounds * (WAIT_SECONDS + each));
  }

  private static GigabyteSeconds billed(ContainerSize size, double seconds) {
    Duration ran = Duration.ofMillis(Math.round(seconds * 1000));
    return GigabyteSeconds.of(size.memoryMegabytes(), Host.CONTAINER.billed(ran));
  }
}
