package dev.dml.localcloud;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The function with its environments: some idle and warm, some busy, new ones when all are busy.
 */
final class LocalFunction implements AutoCloseable {

  static final int MOST_BYTES = 6 * 1024 * 1024;

  private final Settings settings;
  private final Path directory;
  private final Path nativeLibrary;
  private final Map<String, String> variables;
  private final Deque<Environment> idle = new ArrayDeque<>();
  private final List<Environment> all = new ArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final ConcurrentLinkedQueue<InvocationRecord> records = new ConcurrentLinkedQueue<>();
  private int started;

  LocalFunction(
      Settings settings, Path directory, Path nativeLibrary, Map<String, String> variables) {
    this.settings = settings;
    this.directory = directory;
    this.nativeLibrary = nativeLibrary;
    this.variables = variables;
  }

  Settings settings() {
    return settings;
  }

  List<InvocationRecord> records() {
    return List.copyOf(records);
  }

  void note(InvocationRecord invocation) {
    records.add(invocation);
  }

  /** Whether another invocation may run; if so, {@link #left} must follow. */
  boolean enter() {
    if (running.incrementAndGet() > settings.concurrency()) {
      running.decrementAndGet();
      return false;
    }
    return true;
  }

  void left() {
    running.decrementAndGet();
  }

  /** The answer of the function, and the end of its log. */
  Answer invoke(String requestId, byte[] payload, Optional<Fault> fault)
      throws IOException, InterruptedException {
    Optional<Environment> warm = idle();
    Environment environment = warm.isPresent() ? warm.get() : begin();
    Duration init = Duration.ZERO;
    Outcome outcome;
    long began = System.nanoTime();
    try {
      if (warm.isEmpty()) {
        init = environment.awaitInit();
        began = System.nanoTime();
      }
      outcome = run(environment, requestId, payload, fault);
    } catch (IOException e) {
      outcome = Outcome.exit(requestId, "exit status 1");
    }
    Duration run = Duration.ofNanos(System.nanoTime() - began);
    String report = report(requestId, run, init, environment, outcome);
    String log = environment.logText();
    if (outcome.alive()) {
      synchronized (this) {
        idle.push(environment);
      }
    } else {
      discard(environment);
    }
    if (outcome.payload().length > MOST_BYTES && !outcome.error()) {
      outcome = Outcome.oversize(outcome.payload().length);
    }
    return new Answer(outcome, log + report, billed(run, init), warm.isEmpty());
  }

  private Outcome run(
      Environment environment, String requestId, byte[] payload, Optional<Fault> fault)
      throws InterruptedException {
    if (fault.equals(Optional.of(Fault.HANG))) {
      // The limit is cut short, since waiting longer would show nothing more.
      Thread.sleep(Math.min(2000, settings.timeout().toMillis()));
      environment.crash();
      return Outcome.timeout(requestId, settings.timeout().toMillis() / 1000.0);
    }
    if (fault.equals(Optional.of(Fault.CRASH))) {
      environment.crash();
      return Outcome.exit(requestId, "exit status 1");
    }
    Outcome outcome =
        environment.invoke(
            new Environment.Request(requestId, payload, Instant.now().plus(settings.timeout())));
    return fault.equals(Optional.of(Fault.OVERSIZE)) ? Outcome.oversize(MOST_BYTES + 1L) : outcome;
  }

  private synchronized Optional<Environment> idle() {
    return Optional.ofNullable(idle.poll());
  }

  private synchronized Environment begin() {
    Environment environment =
        new Environment(
            settings, directory.resolve("environment-" + started++), nativeLibrary, variables);
    all.add(environment);
    return environment;
  }

  private synchronized void discard(Environment environment) {
    all.remove(environment);
    environment.close();
  }

  private static Duration billed(Duration run, Duration init) {
    long nanos = run.plus(init).toNanos();
    return Duration.ofMillis((nanos + 999_999) / 1_000_000);
  }

  private String report(
      String requestId, Duration run, Duration init, Environment environment, Outcome outcome) {
    StringBuilder report = new StringBuilder("END RequestId: " + requestId + "\n");
    report.append(
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB"
                + "\tMax Memory Used: %d MB\t",
            requestId,
            run.toNanos() / 1e6,
            billed(run, init).toMillis(),
            settings.memoryMegabytes(),
            environment.peakMemory() >> 20));
    if (!init.isZero()) {
      report.append(String.format(Locale.ROOT, "Init Duration: %.2f ms\t", init.toNanos() / 1e6));
    }
    if (!outcome.status().isEmpty()) {
      report.append("Status: ").append(outcome.status()).append('\t');
    }
    return report.append('\n').toString();
  }

  /**
   * What came of an invocation.
   *
   * @param outcome the answer
   * @param log what the function printed, and AWS's lines
   * @param billed what is billed
   * @param cold whether an environment was started for it
   */
  record Answer(Outcome outcome, String log, Duration billed, boolean cold) {}

  @Override
  public synchronized void close() {
    all.forEach(Environment::close);
    all.clear();
  }
}
