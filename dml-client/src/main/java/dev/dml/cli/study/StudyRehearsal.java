package dev.dml.cli.study;

import dev.dml.billing.Budget;
import dev.dml.billing.Prices;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import dev.dml.file.DataFiles;
import dev.dml.quote.Quote;
import dev.dml.report.number.Digits;
import dev.dml.study.StudyPlan;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.study.Planned;
import dev.dml.wire.study.Study;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what a study would do, and runs nothing of it. */
record StudyRehearsal(Study study, Terminal terminal, Map<String, String> environment) {

  private static final int SHOWN = 3;

  int print(DataFiles files) {
    StudyPlan plan = StudyPlan.of(study, files, second());
    List<String> lines = new ArrayList<>();
    lines.add(
        format("%s: %,d estimations", study.name(), plan.estimations())
            + (study.isSimulated()
                ? format(
                    ", %,d points on %,d data sets", study.points(), study.size() / study.points())
                : ""));
    lines.add(format("%,d fits, of which %,d differ", plan.fits(), plan.distinct()));
    lines.add(time(plan.processorSeconds()));
    plan.problems().forEach(problem -> lines.add("! will fail, " + problem));
    for (int number = 0; number < Math.min(SHOWN, study.size()); number++) {
      Planned planned = study.estimation(number);
      lines.add("");
      lines.add(
          "estimation "
              + (number + 1)
              + ": "
              + String.join(", ", planned.labels())
              + planned.simulation().map(data -> ", data " + data.values()).orElse(""));
      lines.addAll(planned.spec().resolved().lines().toList());
    }
    terminal.print(lines);
    return plan.problems().isEmpty() ? ExitCode.DONE : ExitCode.INPUT_WRONG;
  }

  private String time(double seconds) {
    return switch (study.backend()) {
      case BackendSpec.Local local -> {
        int threads = local.threads().orElse(Runtime.getRuntime().availableProcessors());
        yield format(
            "about %s of processor time, %s on %d threads",
            duration(seconds), duration(seconds / threads), threads);
      }
      case BackendSpec.Lambda lambda -> {
        Usd cost = Quote.compute(Duration.ofMillis(Math.round(seconds * 1000)), prices(lambda));
        yield format(
            "about %s of processor time of this machine, on AWS Lambda about %s for computing%s",
            duration(seconds), cost, shortage(cost, lambda));
      }
      case BackendSpec.Batch _ -> throw new IllegalStateException("a study refuses it");
    };
  }

  private Optional<Usd> second() {
    return study.backend() instanceof BackendSpec.Lambda lambda
        ? Optional.of(Quote.compute(Duration.ofSeconds(1), prices(lambda)))
        : Optional.empty();
  }

  private Prices prices(BackendSpec.Lambda lambda) {
    return Prices.of(
        lambda.prices(),
        environment,
        lambda.region().orElse(environment.getOrDefault("AWS_REGION", "us-east-1")),
        "arm64");
  }

  private static String shortage(Usd cost, BackendSpec.Lambda lambda) {
    return lambda
        .maxCost()
        .filter(most -> most.compareTo(cost) < 0)
        .map(
            most ->
                ", more than "
                    + Budget.STUDY
                    + " of "
                    + most.amount().toPlainString()
                    + " USD, at which the study would stop")
        .orElse("");
  }

  private static String duration(double seconds) {
    return Digits.duration(Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
