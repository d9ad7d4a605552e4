package dev.dml.localcloud;

import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.process.Cores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The function with its environments: some idle and warm, some busy, new ones when all are busy.
 */
final class LocalFunction implements Runner {

  /** How long an environment without work is kept. */
  private static final Duration KEEP_WARM = Duration.ofMinutes(5);

  /** A hang is cut short, since waiting longer would show nothing more. */
  private static final Duration HANG = Duration.ofSeconds(1);

  private final Settings settings;
  private final Place place;
  private final Cores cores = Cores.ofThisProcess();
  private final Deque<Environment> idle = new ArrayDeque<>();

  /** Those that live, with the cores that they are bound to. */
  private final Map<Environment, List<Integer>> all = new LinkedHashMap<>();

  private final Thread retiring = Thread.ofVirtual().unstarted(this::retireNowAndThen);
  private int started;

  LocalFunction(Settings settings, Place place) {
    this.settings = settings;
    this.place = place;
    retiring.start();
  }

  /**
   * Where environments live.
   *
   * @param directory what they write is in here
   * @param nativeLibrary of the runtime interface client
   * @param variables their environment variables
   * @param s3 where the S3 server is
   * @param storeLog is told of what they ask it for
   */
  record Place(
      Path directory,
      Path nativeLibrary,
      Map<String, String> variables,
      URI s3,
      Consumer<StoreRequest> storeLog) {

    /** The same with other variables. */
    Place with(Map<String, String> others) {
      return new Place(directory, nativeLibrary, others, s3, storeLog);
    }
  }

  @Override
  public Answer run(String requestId, byte[] payload, Optional<Fault> fault)
      throws IOException, InterruptedException {
    Optional<Environment> warm = idle();
    Environment environment = warm.isPresent() ? warm.get() : begin();
    Duration init = Duration.ZERO;
    long began = System.nanoTime();
    Outcome outcome;
    long logged = environment.logSize();
    try {
      if (warm.isEmpty()) {
        logged = 0;
        init = environment.awaitInit();
        began = System.nanoTime();
      }
      outcome = outcome(environment, requestId, payload, fault);
    } catch (Environment.NoStartException e) {
      outcome = e.outcome(requestId);
    }
    Duration run = Duration.ofNanos(System.nanoTime() - began);
    Answer answer =
        Answer.of(
            settings,
            requestId,
            outcome,
            environment.logTail(logged),
            init,
            run,
            environment.peakMemory());
    if (outcome.alive()) {
      keep(environment);
    } else {
      discard(environment);
    }
    return answer;
  }

  private Outcome outcome(
      Environment environment, String requestId, byte[] payload, Optional<Fault> fault)
      throws InterruptedException {
    if (fault.equals(Optional.of(Fault.HANG))) {
      Thread.sleep(HANG.compareTo(settings.timeout()) < 0 ? HANG : settings.timeout());
      environment.crash();
      return Outcome.timeout(requestId, settings.timeout());
    }
    if (fault.equals(Optional.of(Fault.CRASH))) {
      environment.crash();
      return Outcome.exit(requestId, "exit status 1");
    }
    environment.store().suffer(fault);
    Outcome outcome =
        environment.invoke(
            new Environment.Request(requestId, payload, Instant.now().plus(settings.timeout())));
    return fault.equals(Optional.of(Fault.OVERSIZE))
        ? Outcome.oversize(Outcome.MOST_BYTES + 1L)
        : outcome;
  }

  private synchronized Optional<Environment> idle() {
    return Optional.ofNullable(idle.poll());
  }

  private synchronized Environment begin() throws IOException {
    List<Integer> bound = cores.take(settings.processors());
    try {
      Environment environment =
          new Environment(
              settings,
              place,
              place
                  .directory()
                  .resolve(place.variables().get("AWS_LAMBDA_FUNCTION_NAME") + "-" + started),
              Cores.binding(bound));
      started++;
      all.put(environment, bound);
      return environment;
    } catch (IOException e) {
      cores.giveBack(bound);
      throw e;
    }
  }

  private synchronized void keep(Environment environment) {
    environment.rest();
    idle.push(environment);
  }

  private void discard(Environment environment) {
    environment.close();
    forget(environment);
  }

  private synchronized void forget(Environment environment) {
    cores.giveBack(all.getOrDefault(environment, List.of()));
    all.remove(environment);
  }

  private void retireNowAndThen() {
    try {
      while (true) {
        Thread.sleep(KEEP_WARM.dividedBy(10));
        retire(KEEP_WARM);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the environments that have had no work for so long. */
  synchronized void retire(Duration unused) {
    for (Iterator<Environment> each = idle.iterator(); each.hasNext(); ) {
      Environment environment = each.next();
      if (environment.rested().compareTo(unused) >= 0) {
        each.remove();
        environment.close();
        forget(environment);
      }
    }
  }

  /** The cores of the environments that run, as far as these are bound. */
  synchronized List<Integer> boundCores() {
    return all.values().stream().flatMap(List::stream).sorted().toList();
  }

  /** Kills all that have work. */
  synchronized void kill() {
    all.keySet().stream()
        .filter(environment -> !idle.contains(environment))
        .forEach(Environment::crash);
  }

  /** The number of environments that run. */
  synchronized int environments() {
    return all.size();
  }

  @Override
  public synchronized void close() {
    retiring.interrupt();
    all.keySet().forEach(Environment::close);
    all.clear();
  }
}
