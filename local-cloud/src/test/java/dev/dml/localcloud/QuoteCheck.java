package dev.dml.localcloud;

import dev.dml.cost.Platform;
import dev.dml.cost.Quote;
import dev.dml.estimation.Estimation;
import dev.dml.estimation.Quotation;
import dev.dml.file.DataFiles;
import dev.dml.task.Batching;
import dev.dml.usage.GigabyteSeconds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A program that compares the quote of a spec with what a local cloud bills for it.
 *
 * <p>Arguments: the spec, the batching (per-fold, per-repetition), {@code --set}'s values. One spec
 * a process, because a quote measures the first fits of a process. It exits with 1 if the quote is
 * wrong by more than a quarter.
 *
 * <p>A quote counts processor time, the local cloud elapsed time. On a machine with other work
 * these differ, so what elapses for a second of processor time is measured while the cloud runs,
 * and the quote is for a platform slower by that. That corrects too much: docs/decisions/0030.
 */
final class QuoteCheck {

  private static final double TOLERATED = 0.25;

  private QuoteCheck() {}

  public static void main(String[] args) throws IOException {
    Path spec = Path.of(args[0]);
    boolean perFold = args[1].equals("per-fold");
    Settings settings = Client.packagedFunction(Path.of("dml-lambda")).withConcurrency(1);
    List<String> overrides = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
    overrides.addAll(
        List.of("backend.type=lambda", "backend.concurrency=1", "backend.batch=" + args[1]));
    int cores = Runtime.getRuntime().availableProcessors();
    Quote quote = new Quotation(Estimation.read(spec, overrides, new DataFiles()), Map.of()).here();
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      Client.of(cloud);
      overrides.add("backend.function=" + cloud.functionName());
      overrides.add("backend.bucket=" + cloud.bucket());
      if (System.getenv("DML_CALIBRATE") != null) {
        // On environments that were not started yet, so that their start is among what is measured.
        Estimation few = Estimation.read(spec, overrides, new DataFiles());
        System.out.println(new Quotation(few, Map.of()).onLambda().platform());
        return;
      }
      Estimation estimation = Estimation.read(spec, overrides, new DataFiles());
      Contention contention = new Contention();
      estimation.estimate();
      double slowdown = contention.stop();
      Quote.Cell cell =
          new Quote(
                  quote.workload(),
                  Platform.localCloud(cores, slowdown),
                  quote.prices(),
                  quote.concurrency())
              .cell(
                  settings.memoryMegabytes(),
                  args[1],
                  perFold ? new Batching.PerFold() : new Batching.PerRepetition());
      GigabyteSeconds billed =
          cloud.invocations().stream()
              .map(one -> GigabyteSeconds.of(settings.memoryMegabytes(), one.billed()))
              .reduce(GigabyteSeconds.ZERO, GigabyteSeconds::plus);
      double ratio = cell.used().value() / billed.value();
      System.out.printf(
          Locale.ROOT,
          "%s %s: quoted %.2f GB-s in %d invocations, billed %.2f in %d, quoted/billed %.2f"
              + " (contention %.2f, %.2f without it)%n",
          spec.getFileName(),
          args[1],
          cell.used().value(),
          cell.invocations(),
          billed.value(),
          cloud.invocations().stream().filter(InvocationRecord::ran).count(),
          ratio,
          slowdown,
          ratio / slowdown);
      System.out.println("  " + quote.workload().fits());
      System.exit(Math.abs(ratio - 1) <= TOLERATED ? 0 : 1);
    }
  }
}
