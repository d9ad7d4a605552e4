package dev.dml.benchmark.fanout;

import dev.dml.DoubleMachineLearning;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.data.CausalData;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.localcloud.InvocationRecord;
import dev.dml.localcloud.LocalCloud;
import dev.dml.localcloud.Settings;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.split.StoppingRule;
import dev.dml.task.LocalBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionReport;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.protocol.TaskBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures what a straggler costs an estimation whose repetitions stop when they are enough.
 *
 * <p>In a cloud on this machine where each fit is an invocation that waits, one of 80 the first
 * time for four times as long. The rule is never met, so that there are rounds up to 64
 * repetitions. The argument is how many milliseconds an invocation waits (2000).
 */
public final class Stragglers {

  private static final int AT_ONCE = 40;
  private static final int REPETITIONS = 64;
  private static final int LONGER = 4;
  private static final int EVERY = 8;

  private final CausalData data = FanOutRun.data();
  private final Set<TaskId> begun = ConcurrentHashMap.newKeySet();
  private final Duration wait;
  private final boolean straggling;

  private Stragglers(Duration wait, boolean straggling) {
    this.wait = wait;
    this.straggling = straggling;
  }

  /** Measures without and with stragglers and prints a table. */
  public static void main(String[] arguments) throws IOException {
    Duration wait = Duration.ofMillis(arguments.length > 0 ? Long.parseLong(arguments[0]) : 2000);
    new Stragglers(Duration.ofMillis(100), false).row(); // compiles what is used
    System.out.println(
        "| stragglers | repetitions | invocations | sent twice | elapsed, s | concurrency used |");
    System.out.println("|---|---|---|---|---|---|");
    for (boolean straggling : new boolean[] {false, true}) {
      System.out.println(new Stragglers(wait, straggling).row());
    }
  }

  private String row() throws IOException {
    Settings settings = Settings.of(Path.of("none"), "none").withConcurrency(AT_ONCE);
    List<Attempt> attempts = new ArrayList<>();
    try (LocalCloud cloud = LocalCloud.startWaiting(settings, wait, this::answer);
        Deployment deployment = Scaling.open(cloud, AT_ONCE)) {
      long start = System.nanoTime();
      DmlResult result =
          DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
              .withLearner("ml_l", new LinearRegression())
              .withLearner("ml_m", new LinearRegression())
              .withRepetitions(new StoppingRule(1e-9, EVERY, REPETITIONS))
              .withBackend(
                  deployment.backend(
                      deployment.run("stragglers-" + System.nanoTime()),
                      deployment.function(),
                      attempts::add,
                      flying -> true))
              .estimate(data);
      double elapsed = (System.nanoTime() - start) / 1e9;
      double ran =
          cloud.invocations().stream()
              .filter(InvocationRecord::ran)
              .mapToDouble(each -> Duration.between(each.began(), each.ended()).toNanos() / 1e9)
              .sum();
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %.1f | %.2f |",
          straggling ? "one fit in " + EVERY * 10 : "none",
          result.repetitions(),
          attempts.size(),
          attempts.stream().filter(each -> each.kind() == Attempt.Kind.HEDGE).count(),
          elapsed,
          ran / (elapsed * AT_ONCE));
    }
  }

  private byte[] answer(byte[] request) {
    TaskBatch batch =
        TaskBatch.read(
            request,
            digest -> {
              throw new IllegalArgumentException("this benchmark draws its partitions");
            });
    if (straggling && batch.tasks().stream().anyMatch(this::straggles)) {
      sleep(wait.multipliedBy(LONGER));
    }
    List<Optional<TaskOutcome>> outcomes =
        new LocalBackend(1).outcomes(data, batch.tasks(), TimeLimit.none());
    return new BatchAnswer.Inline(
            new FunctionReport("waiting", false, Map.of()), StoredResults.of(batch, outcomes), 0)
        .write();
  }

  /** Only the first time: what makes an invocation slow is its environment. */
  private boolean straggles(NuisanceTask task) {
    TaskId id = task.id();
    return id.repetition() % EVERY == EVERY - 1
        && id.nuisance().equals("ml_m")
        && id.fold() == 4
        && begun.add(id);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
