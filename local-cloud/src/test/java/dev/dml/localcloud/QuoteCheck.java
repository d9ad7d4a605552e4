package dev.dml.localcloud;

import dev.dml.billing.BilledAttempt;
import dev.dml.estimation.Estimation;
import dev.dml.estimation.Quotation;
import dev.dml.file.DataFiles;
import dev.dml.quote.Quote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that compares quotes with what a local cloud bills, on 1,769 MB, which is one
 * processor: quotes of this machine and those {@code --on lambda}, for one environment and for two,
 * and for every batching.
 *
 * <p>Without an argument it takes the six specs that no constant was made with, and exits with 1 if
 * one of them is quoted wrong by more than a quarter; names of specs are a choice among them.
 * {@code calibrate} takes those that the constants of {@link dev.dml.quote.Platform#LOCAL_CLOUD}
 * were made with.
 */
final class QuoteCheck {

  private static final double TOLERATED = 0.25;

  private static final List<String> BATCHINGS = List.of("per-fold", "per-repetition", "auto");

  private static final List<QuoteSample> CHECKS =
      List.of(
          new QuoteSample("forest", 8_000, 15),
          new QuoteSample("boosting", 6_000, 20),
          new QuoteSample("lasso", 4_000, 30),
          new QuoteSample("offer", 5_000, 10),
          new QuoteSample("panel", 2_000, 4, 5),
          new QuoteSample("candidates", 2_000, 10));

  private static final List<QuoteSample> CALIBRATION =
      List.of(
          new QuoteSample("calibration-small", 500, 5),
          new QuoteSample("calibration-large", 100_000, 20));

  private QuoteCheck() {}

  public static void main(String[] args) throws IOException {
    List<String> names = List.of(args);
    boolean calibrate = names.equals(List.of("calibrate"));
    List<String> legal = CHECKS.stream().map(QuoteSample::name).toList();
    if (!calibrate && !legal.containsAll(names)) {
      System.err.println(
          "the specs are " + String.join(", ", legal) + ", or calibrate, but there was " + names);
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("dml-quote-check");
    double worst = 0;
    try {
      System.out.println(QuoteComparison.HEAD);
      for (QuoteSample sample : calibrate ? CALIBRATION : CHECKS) {
        if (!calibrate && !names.isEmpty() && !names.contains(sample.name())) {
          continue;
        }
        for (QuoteComparison found : compare(sample.write(folder), calibrate)) {
          worst = Math.max(worst, Math.abs(found.ratio() - 1));
        }
      }
    } finally {
      delete(folder);
    }
    System.exit(calibrate || worst <= TOLERATED ? 0 : 1);
  }

  /** The comparisons of a spec, each printed when it is made. */
  private static List<QuoteComparison> compare(Path spec, boolean calibrate) throws IOException {
    List<QuoteComparison> all = new ArrayList<>();
    Quote here = here(spec);
    for (int atOnce : calibrate ? List.of(1) : List.of(1, 2)) {
      Quote there = onLambda(spec, atOnce);
      for (String batching : calibrate ? List.of("per-fold") : BATCHINGS) {
        QuoteComparison.Bill bill = run(spec, atOnce, batching);
        for (QuoteComparison.Way way :
            List.of(
                new QuoteComparison.Way("local", atOnce, batching),
                new QuoteComparison.Way("lambda", atOnce, batching))) {
          Quote quote =
              way.place().equals("local")
                  ? new Quote(
                      here.workload(),
                      here.platform(),
                      here.prices(),
                      there.limit(),
                      Optional.empty(),
                      there.prefer())
                  : there;
          QuoteComparison found =
              new QuoteComparison(
                  spec.getFileName().toString().replace(".yaml", ""), way, quote, bill);
          System.out.println(found.line());
          all.add(found);
        }
      }
    }
    return all;
  }

  /** As the command quotes that runs beside a local cloud. */
  private static Quote here(Path spec) throws IOException {
    try (LocalCloud cloud = start(1)) {
      return new Quotation(estimation(spec, overrides(1)), cloud.environmentVariables()).here();
    }
  }

  private static Quote onLambda(Path spec, int atOnce) throws IOException {
    try (LocalCloud cloud = start(atOnce)) {
      return new Quotation(estimation(spec, overrides(atOnce)), cloud.environmentVariables())
          .onLambda();
    }
  }

  private static QuoteComparison.Bill run(Path spec, int atOnce, String batching)
      throws IOException {
    try (LocalCloud cloud = start(atOnce)) {
      List<String> overrides = new ArrayList<>(overrides(atOnce));
      overrides.add("backend.batch=" + batching);
      overrides.add("backend.function=" + cloud.functionName());
      overrides.add("backend.bucket=" + cloud.bucket());
      List<BilledAttempt> attempts = new ArrayList<>();
      estimation(spec, overrides).withAttempts(attempts::addAll).estimate();
      return new QuoteComparison.Bill(attempts, processorSeconds());
    }
  }

  private static LocalCloud start(int atOnce) throws IOException {
    LocalCloud cloud =
        LocalCloud.start(
            Client.deployedFunction(Path.of(""))
                .withMemory(QuoteComparison.MEGABYTES)
                .withConcurrency(atOnce));
    Client.of(cloud);
    return cloud;
  }

  private static List<String> overrides(int atOnce) {
    return List.of("backend.type=lambda", "backend.concurrency=" + atOnce);
  }

  private static Estimation estimation(Path spec, List<String> overrides) {
    return Estimation.read(spec, overrides, new DataFiles());
  }

  /** Of all environments that run. */
  private static double processorSeconds() {
    return ProcessHandle.current()
            .descendants()
            .map(ProcessHandle::info)
            .filter(info -> info.commandLine().orElse("").contains("AWSLambda"))
            .mapToLong(info -> info.totalCpuDuration().orElse(Duration.ZERO).toNanos())
            .sum()
        / 1e9;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
