package dev.dml.benchmark.fanout;

import dev.dml.DoubleMachineLearning;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.Deployment;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.localcloud.LocalCloud;
import dev.dml.localcloud.Settings;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.quote.Platform;
import dev.dml.quote.Quote;
import dev.dml.quote.RunSize;
import dev.dml.random.Seed;
import dev.dml.simulation.DesignType;
import dev.dml.task.Backend;
import dev.dml.task.Batching;
import dev.dml.task.LocalBackend;
import dev.dml.task.Preference;
import dev.dml.wire.spec.BackendSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Measures how an estimation grows with its repetitions and with what it runs on.
 *
 * <p>In a cloud on this machine, where each fit is an invocation that only waits: what is measured
 * is the client, which sends, takes answers and estimates. On one and two threads, with forests:
 * what is measured is the library. Arguments are the folder for {@code scaling.md} and {@code
 * scaling.svg}, and the milliseconds that a fit waits (1000).
 */
public final class Scaling {

  /** Fits for each environment where they grow together. */
  private static final int EACH = 8;

  private static final int[] REPETITIONS = {25, 50, 100, 200, 400, 800};
  private static final int[] ENVIRONMENTS = {10, 100, 1000};
  private static final int FIXED = 100;

  /** Repetitions for each thread. */
  private static final int[] BY_THREAD = {5, 10};

  private static final int TREES = 100;

  private static final int MEMORY = 1769;

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "AWS_ENDPOINT_URL_LAMBDA", "aws.endpointUrlLambda",
          "AWS_ENDPOINT_URL_S3", "aws.endpointUrlS3",
          "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
          "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey",
          "AWS_REGION", "aws.region");

  private final CausalData data = FanOutRun.data();
  private final Duration wait;
  private final StringBuilder table = new StringBuilder();

  private Scaling(Duration wait) {
    this.wait = wait;
  }

  /** Measures, prints the table and writes both files. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
    Scaling scaling = new Scaling(Duration.ofMillis(millis));
    scaling.waiting("", 5, 50); // compiles what is used
    scaling.print(ScalingCell.HEADER);
    List<ScalingCell> weak = new ArrayList<>();
    for (int repetitions : REPETITIONS) {
      int environments = repetitions * ScalingCell.FITS / EACH;
      weak.add(
          scaling.print(scaling.waiting("8 fits for each environment", repetitions, environments)));
    }
    Files.writeString(folder.resolve("scaling.svg"), new ScalingPlot(weak).scene().svg());
    scaling.print(scaling.waiting("one environment", 1, 1));
    for (int environments : ENVIRONMENTS) {
      scaling.print(scaling.waiting("more environments", FIXED, environments));
    }
    scaling.threads();
    Files.writeString(folder.resolve("scaling.md"), scaling.table);
  }

  private ScalingCell print(ScalingCell cell) {
    print(cell.row());
    return cell;
  }

  private void print(String line) {
    System.out.println(line);
    table.append(line).append('\n');
  }

  private ScalingCell waiting(String kind, int repetitions, int environments) throws IOException {
    Settings settings = Settings.of(Path.of("none"), "none").withConcurrency(environments);
    int fits = repetitions * ScalingCell.FITS;
    try (LocalCloud cloud =
            LocalCloud.startWaiting(settings, wait, FanOutEndpoint.answering(data));
        Deployment deployment = open(cloud, environments)) {
      FunctionSettings function = deployment.function();
      Prices prices =
          Prices.of(Optional.empty(), Map.of(), deployment.region(), function.architecture());
      Ledger ledger = new Ledger(function, prices);
      Backend backend =
          deployment.backend(
              deployment.run("scaling-" + System.nanoTime()), function, ledger, flying -> true);
      double seconds = seconds(data, new LinearRegression(), repetitions, backend);
      Quote.Cell quoted = quoted(fits, environments, prices);
      double waited = wait.toNanos() / 1e9;
      return new ScalingCell(
          kind,
          repetitions,
          environments,
          Math.ceilDiv(fits, environments) * waited,
          quoted.wallSeconds(),
          seconds,
          1e6 * quoted.cost().value() / fits,
          1e6 * ledger.spent().value() / fits);
    }
  }

  /** The variables are those of this process, where the SDK of AWS reads system properties. */
  static Deployment open(LocalCloud cloud, int environments) {
    Map<String, String> variables = cloud.environmentVariables();
    PROPERTIES.forEach((name, property) -> System.setProperty(property, variables.get(name)));
    return Deployment.open(spec(environments), variables);
  }

  private static BackendSpec.Lambda spec(int environments) {
    return new BackendSpec.Lambda(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(environments),
        new Batching.PerFold(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BackendSpec.Lambda.USUAL_OUTAGE);
  }

  /** Environments that wait need no start, no data and no time beside the wait. */
  private Quote.Cell quoted(int fits, int environments, Prices prices) {
    RunSize.Fits waits = new RunSize.Fits("wait", 0, fits, 1, List.of(wait.toNanos() / 1e9));
    long predictions = 2L * data.rows() * fits / ScalingCell.FITS;
    return new Quote(
            new RunSize(List.of(waits), fits / ScalingCell.FITS, 0, predictions),
            new Platform(0, 0, 0, 0, 0, "an invocation that waits"),
            prices,
            new Quote.Limit(environments, "given"),
            Optional.empty(),
            Preference.COST)
        .cell(MEMORY, "per-fold", new Batching.PerFold());
  }

  private void threads() {
    CausalData simulated =
        DesignType.named("plr-ccddhnr2018")
            .orElseThrow()
            .create(Map.of("n", 500.0))
            .draw(new Seed(42));
    Learner forest = RandomForest.DEFAULT.withTrees(TREES);
    seconds(simulated, forest, BY_THREAD[0], new LocalBackend(2)); // compiles what is used
    for (int each : BY_THREAD) {
      double alone = seconds(simulated, forest, each, new LocalBackend(1));
      double both = seconds(simulated, forest, 2 * each, new LocalBackend(2));
      print(thread(each, 1, alone, alone));
      print(thread(2 * each, 2, alone, both));
    }
  }

  private static ScalingCell thread(int repetitions, int threads, double ideal, double seconds) {
    double none = Double.NaN;
    return new ScalingCell(
        "threads, forests of " + TREES + " trees",
        repetitions,
        threads,
        ideal,
        none,
        seconds,
        none,
        none);
  }

  private static double seconds(
      CausalData data, Learner learner, int repetitions, Backend backend) {
    DoubleMachineLearning estimation =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", learner)
            .withLearner("ml_m", learner)
            .withRepetitions(repetitions)
            .withBackend(backend);
    long start = System.nanoTime();
    estimation.estimate(data);
    return (System.nanoTime() - start) / 1e9;
  }
}
