package dev.dml.localcloud;

import dev.dml.cost.Quote;
import dev.dml.estimation.Estimation;
import dev.dml.estimation.Quotation;
import dev.dml.file.DataFiles;
import dev.dml.task.Batching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that compares quotes with what a local cloud bills, one invocation at a time on 1,769
 * MB, which is one processor.
 *
 * <p>Without an argument it takes the three specs that no constant was made with, and exits with 1
 * if one of them is quoted wrong by more than a quarter. {@code calibrate} takes those that the
 * constants of {@link dev.dml.cost.Platform#LAMBDA} were made with.
 */
final class QuoteCheck {

  private static final double TOLERATED = 0.25;

  private static final List<QuoteSample> CHECKS =
      List.of(
          new QuoteSample("forest", 8_000, 15),
          new QuoteSample("boosting", 6_000, 20),
          new QuoteSample("lasso", 4_000, 30));

  private static final List<QuoteSample> CALIBRATION =
      List.of(
          new QuoteSample("calibration-small", 500, 5),
          new QuoteSample("calibration-large", 100_000, 20));

  private QuoteCheck() {}

  public static void main(String[] args) throws IOException {
    boolean calibrate = args.length > 0 && args[0].equals("calibrate");
    Path folder = Files.createTempDirectory("dml-quote-check");
    double worst = 0;
    try {
      System.out.println(QuoteComparison.HEAD);
      for (QuoteSample sample : calibrate ? CALIBRATION : CHECKS) {
        QuoteComparison found = compare(sample.name(), sample.write(folder));
        System.out.println(found.table());
        worst = Math.max(worst, Math.abs(found.ratio() - 1));
      }
    } finally {
      delete(folder);
    }
    System.exit(calibrate || worst <= TOLERATED ? 0 : 1);
  }

  private static QuoteComparison compare(String name, Path spec) throws IOException {
    Settings settings = Client.packagedFunction(Path.of("dml-lambda")).withConcurrency(1);
    List<String> overrides =
        new ArrayList<>(
            List.of("backend.type=lambda", "backend.concurrency=1", "backend.batch=per-fold"));
    Quote quote = new Quotation(Estimation.read(spec, overrides, new DataFiles()), Map.of()).here();
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      Client.of(cloud);
      overrides.add("backend.function=" + cloud.functionName());
      overrides.add("backend.bucket=" + cloud.bucket());
      QuoteComparison.Bill bill = new QuoteComparison.Bill(new ArrayList<>());
      Estimation.read(spec, overrides, new DataFiles())
          .withAttempts(bill.attempts()::addAll)
          .estimate();
      int memory = settings.memoryMegabytes();
      return new QuoteComparison(
          name,
          quote,
          quote.cell(memory, "per-fold", new Batching.PerFold()),
          bill,
          processorSeconds());
    }
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
