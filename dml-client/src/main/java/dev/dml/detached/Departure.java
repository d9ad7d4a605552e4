package dev.dml.detached;

import dev.dml.aws.deployment.Deployment;
import dev.dml.billing.Budget;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.run.RunDirectory;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.task.Backend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.stored.Inputs;
import dev.dml.wire.stored.StoredData;
import dev.dml.wire.stored.StoredDescription;
import java.util.List;

/**
 * The beginning of a run that goes on by itself: everything is checked here, as for a run that is
 * watched; then what it needs goes to the bucket, and a driver is called.
 *
 * @param estimation what is to be estimated, in AWS Lambda
 * @param driver the name of the function that drives it
 */
public record Departure(Estimation estimation, String driver) {

  /**
   * Begins the run.
   *
   * @return what a machine notes that has begun it
   * @throws InvalidInput if it cannot begin
   */
  public RunStatus begin() {
    BackendSpec.Lambda spec = estimation.lambda();
    try (Deployment deployment = Deployment.open(spec, System.getenv())) {
      Ledger ledger =
          new Ledger(
              deployment.function(),
              Prices.of(
                  spec.prices(),
                  System.getenv(),
                  deployment.region(),
                  deployment.function().architecture()));
      Budget.of(spec, ledger);
      String name = spec.run().orElseGet(RunDirectory::newName);
      DetachedRun run = new DetachedRun(deployment.run(name).store(), name);
      new Departure(estimation.paying(ledger.second()), driver).checked(run);
      deployment.call(driver, name);
      return run.begun(run.order())
          .in(RunStatus.State.DETACHED, "it goes on in the account")
          .inRegion(spec.region());
    }
  }

  /** Checks everything, and loads the bucket. */
  void checked(DetachedRun run) {
    try {
      estimation.estimateOn(new Loading(this, run));
    } catch (Loaded e) {
      return;
    }
    throw new InvalidInput(
        "--detach: all predictions are given, so that nothing is sent; leave it out");
  }

  private void load(DetachedRun run, CausalData data, List<NuisanceTask> tasks) {
    ObjectStore store = run.store();
    CausalData rows = estimation.data();
    StoredData.put(store, rows, rows.digest());
    Inputs.of(data, tasks.getFirst().split()).put(store, data);
    run.directory().begin(estimation.plan(), run.directory().plan());
    new StoredDescription(store, run.prefix()).put(rows);
    estimation.filesBeside().forEach((key, text) -> run.keep(key, Content.of(text)));
    if (!run.begin(estimation.order(driver))) {
      throw new InvalidInput(
          "backend.run: there is a detached run "
              + run.name()
              + " already; dml attach "
              + run.name()
              + " shows it, or choose another name");
    }
  }

  /** Loads the bucket when everything is checked, which is just before the first task. */
  private record Loading(Departure departure, DetachedRun run) implements Backend {

    @Override
    public String name() {
      return "detached";
    }

    @Override
    public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
      if (!tasks.isEmpty()) {
        departure.load(run, data, tasks);
        throw new Loaded();
      }
    }
  }

  /** Says that the bucket is loaded, so that this machine has nothing more to do. */
  private static final class Loaded extends RuntimeException {

    private static final long serialVersionUID = 1;
  }
}
