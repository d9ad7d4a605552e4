package dev.dml.estimation;

import dev.dml.aws.AvailableConcurrency;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.Deployment;
import dev.dml.billing.Budget;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.quote.FreshProcesses;
import dev.dml.quote.Platform;
import dev.dml.quote.Quote;
import dev.dml.quote.Rehearsal;
import dev.dml.quote.RunSize;
import dev.dml.run.RunDirectory;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.BackendSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an estimation would take and cost on AWS, from a few of its fits.
 *
 * @param estimation the estimation
 * @param environment the variables of the process
 */
public record Quotation(Estimation estimation, Map<String, String> environment) {

  private static final String DEFAULT_REGION = "us-east-1";
  private static final String DEFAULT_ARCHITECTURE = "arm64";

  /**
   * From fits on this machine; limits of tuning in US dollars are the seconds that they pay for on
   * one processor.
   */
  public Quote here() {
    BackendSpec.Lambda spec = estimation.lambda();
    String region = spec.region().orElse(environment.getOrDefault("AWS_REGION", DEFAULT_REGION));
    Prices prices = Prices.of(spec.prices(), environment, region, DEFAULT_ARCHITECTURE);
    try (FreshProcesses processes = new FreshProcesses()) {
      Rehearsal rehearsal = Rehearsal.here(processes);
      estimation.paying(Quote.compute(Duration.ofSeconds(1), prices)).rehearse(rehearsal);
      return new Quote(
          rehearsal.workload(),
          Platform.of(environment),
          prices,
          limit(spec).orElseGet(() -> awsDefault("--on lambda asks the account")),
          rehearsal.interruption(),
          prefer(estimation.lambda()));
    }
  }

  /**
   * From fits on the deployed function, which cost a little, and no more than the run may.
   *
   * @throws dev.dml.aws.fanout.StoppedRunException if that is too little for a fit of each nuisance
   */
  public Quote onLambda() {
    // A batch of several would warm the environment of one for the other.
    BackendSpec.Lambda spec = estimation.lambda().withBatching(new Batching.PerFold());
    try (Deployment deployment = Deployment.open(spec, environment)) {
      FunctionSettings function = deployment.function();
      Prices prices =
          Prices.of(spec.prices(), environment, deployment.region(), function.architecture());
      // Asked before any fit: afterwards AWS may answer no more.
      AvailableConcurrency room = deployment.room();
      Ledger ledger = new Ledger(function, prices);
      Rehearsal rehearsal =
          Rehearsal.on(
              deployment.backend(
                  deployment.run(RunDirectory.newName()).ofNewRun(),
                  function,
                  ledger,
                  Budget.of(spec, ledger)),
              ledger);
      estimation.paying(ledger.second()).rehearse(rehearsal);
      RunSize workload = rehearsal.workload();
      return new Quote(
          workload,
          Platform.measured(ledger, workload, Platform.of(environment)),
          prices,
          new Quote.Limit(room.invocations(), room.source()),
          rehearsal.interruption(),
          prefer(estimation.lambda()));
    }
  }

  private static Preference prefer(BackendSpec.Lambda spec) {
    return spec.batching() instanceof Batching.Auto auto ? auto.prefer() : Preference.BALANCED;
  }

  private static Optional<Quote.Limit> limit(BackendSpec.Lambda spec) {
    return spec.concurrency().stream()
        .mapToObj(most -> new Quote.Limit(most, "as backend.concurrency says"))
        .findAny();
  }

  private static Quote.Limit awsDefault(String reason) {
    return new Quote.Limit(
        Deployment.DEFAULT_CONCURRENCY, "assumed, the default of AWS; " + reason);
  }

  /** The same with the fewest repetitions that there may be, if their number is not given. */
  public Optional<Quote> least(Quote most) {
    return estimation.stopping().map(rule -> most.withPart(rule.first(), rule.atMost()));
  }

  /** What a command may cost, if the spec says so. */
  public Optional<Usd> budget() {
    return estimation.lambda().maxCost();
  }
}
