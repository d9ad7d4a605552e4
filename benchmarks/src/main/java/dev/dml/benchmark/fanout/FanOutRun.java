package dev.dml.benchmark.fanout;

import com.sun.management.OperatingSystemMXBean;
import dev.dml.DoubleMachineLearning;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.billing.AttemptsFile;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.data.CausalData;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.task.Batching;
import dev.dml.wire.spec.BackendSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client in a process of its own, which says at the end what it has taken. */
final class FanOutRun {

  private static final int ROWS = 500;
  private static final int TASKS_OF_A_REPETITION = 10; // 5 folds, 2 nuisances

  private FanOutRun() {}

  /**
   * Estimates. Arguments are the number of tasks, {@code per-fold} or {@code per-repetition}, and
   * the number of tasks of another estimation before, after which Java has compiled what is used.
   */
  public static void main(String[] arguments) throws IOException {
    int tasks = Integer.parseInt(arguments[0]);
    Batching batching =
        arguments[1].equals("per-fold") ? new Batching.PerFold() : new Batching.PerRepetition();
    int before = Integer.parseInt(arguments[2]);
    BackendSpec.Lambda spec =
        new BackendSpec.Lambda(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(1000),
            batching,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BackendSpec.Lambda.USUAL_OUTAGE);
    AtomicInteger others = new AtomicInteger();
    try (Deployment deployment = Deployment.open(spec, System.getenv())) {
      if (before > 0) {
        estimate(deployment, before, others);
      }
      long begun = System.currentTimeMillis();
      long began = System.nanoTime();
      long cpu = cpuNanos();
      estimate(deployment, tasks, others);
      System.out.printf(
          Locale.ROOT,
          "%d %d %.3f %.3f %.3f %.1f%n",
          begun,
          others.get(),
          (System.nanoTime() - began) / 1e9,
          (cpuNanos() - cpu) / 1e9,
          cpuNanos() / 1e9,
          peakMebibytes());
    }
  }

  /** With the account of the attempts and the file of them that a command keeps. */
  private static void estimate(Deployment deployment, int tasks, AtomicInteger others)
      throws IOException {
    String run = "fan-out-" + System.nanoTime();
    FunctionSettings function = deployment.function();
    Prices prices =
        Prices.of(Optional.empty(), System.getenv(), deployment.region(), function.architecture());
    Ledger ledger = new Ledger(function, prices);
    Path folder = Files.createTempDirectory("dml-fan-out");
    Path attempts = folder.resolve("attempts.csv");
    Consumer<String> notices = System.err::println;
    try (AttemptsFile file = new AttemptsFile(attempts, notices)) {
      file.startOver();
      ledger.keepIn(file);
      DmlResult result =
          DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
              .withLearner("ml_l", new LinearRegression())
              .withLearner("ml_m", new LinearRegression())
              .withRepetitions(tasks / TASKS_OF_A_REPETITION)
              .withBackend(
                  deployment.backend(deployment.run(run), function, ledger, flying -> true))
              .estimate(data());
      System.err.println("coefficient " + result.coefficient());
    } finally {
      Files.deleteIfExists(attempts);
      Files.delete(folder);
    }
    others.addAndGet(
        (int)
            ledger.attempts().stream()
                .filter(billed -> billed.attempt().outcome() != Attempt.Outcome.DONE)
                .count());
  }

  /** Noise: the benchmark is about the way of the tasks, not about what is in them. */
  static CausalData data() {
    Random random = new Random(42);
    double[] y = new double[ROWS];
    double[] d = new double[ROWS];
    double[] x = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = random.nextGaussian();
      d[i] = x[i] + random.nextGaussian();
      y[i] = d[i] / 2 + x[i] + random.nextGaussian();
    }
    return CausalData.builder().outcome("y", y).treatment("d", d).covariate("x", x).build();
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static double peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }
}
