package dev.dml.estimation;

import dev.dml.DoubleMachineLearning;
import dev.dml.Progress;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.Cloud;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.CloudBackend;
import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.aws.jobs.JobDeployment;
import dev.dml.billing.AttemptsFile;
import dev.dml.billing.Budget;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.data.CausalData;
import dev.dml.result.DmlResult;
import dev.dml.run.KeepingBackend;
import dev.dml.run.LocalRuns;
import dev.dml.run.RunDirectory;
import dev.dml.run.StatusFile;
import dev.dml.run.UnfinishedRunException;
import dev.dml.store.StoreException;
import dev.dml.task.Backend;
import dev.dml.task.CancelledException;
import dev.dml.task.LocalBackend;
import dev.dml.task.TaskFailedException;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.Usd;
import dev.dml.wire.progress.RunMonitor;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import dev.dml.wire.protocol.RunPlan;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.stored.StoredData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * An estimation under way: on this machine or in a cloud, where it is kept so that it can be gone
 * on with.
 *
 * @param spec where it runs
 * @param data the data
 * @param estimator what estimates
 * @param run what is known of the run already
 * @param listeners who is told of it
 */
record Execution(
    KnownSpec spec,
    CausalData data,
    DoubleMachineLearning estimator,
    KnownRun run,
    Listeners listeners) {

  /** A variable that says that the cloud ends with the command. */
  private static final String CLOUD_ENDS = "DML_CLOUD_ENDS";

  /**
   * The result of running it where its spec says.
   *
   * @throws UnfinishedRunException if the run stopped and can be gone on with
   */
  DmlResult result() {
    return switch (spec.spec().backend()) {
      case BackendSpec.Local local -> spec.origin(locally(local));
      case BackendSpec.Lambda lambda -> {
        try (Cloud functions = Deployment.open(lambda, System.getenv(), run.bucket())) {
          yield inCloud(functions, lambda);
        }
      }
      case BackendSpec.Batch batch -> {
        try (Cloud jobs = JobDeployment.open(batch, System.getenv(), run.bucket())) {
          yield inCloud(jobs, batch);
        }
      }
    };
  }

  private DmlResult locally(BackendSpec.Local local) {
    LocalBackend threads =
        local.threads().isPresent()
            ? new LocalBackend(local.threads().getAsInt())
            : LocalBackend.allCores();
    Optional<Path> folder = run.folder().or(() -> local.run().map(LocalRuns.HERE::folder));
    if (folder.isEmpty()) {
      return estimator.withProgress(monitor()).withBackend(threads).estimate(data);
    }
    RunDirectory directory = RunDirectory.inFolder(folder.get());
    StatusFile status = status(folder.get(), directory);
    KeepingBackend keeping = new KeepingBackend(threads, directory.results());
    return status.during(() -> kept(directory, keeping, monitor(status), isNew -> status.begin()));
  }

  private DmlResult inCloud(Cloud cloud, BackendSpec.Cloud settings) {
    String name = settings.run().orElseGet(RunDirectory::newName);
    RunDirectory directory = cloud.run(name);
    StatusFile status = status(LocalRuns.HERE.folder(name), directory);
    return status.during(
        () ->
            in(
                cloud,
                settings,
                name,
                attemptsFile(name, cloud),
                ledger -> Budget.of(settings, ledger),
                Optional.of(status)));
  }

  /**
   * The result of running it in a cloud that is open.
   *
   * @param name the name of the run
   * @param attemptsFile where its attempts are noted
   * @param limits whether another invocation may be sent while so many run, by what was spent
   * @param status where other processes read how far it is
   * @throws UnfinishedRunException if the run stopped and can be gone on with
   */
  DmlResult in(
      Cloud cloud,
      BackendSpec.Cloud settings,
      String name,
      Path attemptsFile,
      Function<Ledger, IntPredicate> limits,
      Optional<StatusFile> status) {
    FunctionSettings host = cloud.host(StoredData.bytes(estimator.observed(data)));
    Ledger ledger =
        new Ledger(host, Prices.of(settings.prices(), System.getenv(), cloud.region(), host));
    Execution paying = paying(ledger.second());
    IntPredicate mayLaunch = limits.apply(ledger);
    RunDirectory directory = cloud.run(name);
    RunMonitor monitor = status.map(this::monitor).orElseGet(this::monitor);
    cloud.watch(monitor::waits);
    ledger.watch(monitor::spent);
    try (AttemptsFile file = new AttemptsFile(attemptsFile, listeners.notices())) {
      CloudBackend batches = cloud.backend(directory, host, ledger, mayLaunch);
      Consumer<Boolean> beginning =
          isNew -> {
            status.ifPresent(StatusFile::begin);
            keep(ledger, file, isNew);
          };
      DmlResult result = paying.kept(directory, batches, monitor, beginning);
      CloudUsage usage = ledger.usage(cloud.storeRequests(), batches.keptFits());
      return paying.spec.origin(result.withRun(result.run().withCloud(usage)));
    } finally {
      listeners.attempts().accept(ledger.attempts());
    }
  }

  /**
   * The same where a second of fits costs so much: limits of tuning in US dollars become limits in
   * seconds, which its plan and its result tell.
   */
  Execution paying(Usd perSecond) {
    KnownSpec paid = spec.paying(perSecond);
    return new Execution(
        paid, data, SpecEstimator.withLearners(estimator, paid.spec()), run, listeners);
  }

  /** What its run sets out to do. */
  RunPlan plan() {
    return RunPlan.of(spec.file(), data.digest(), run.options());
  }

  private StatusFile status(Path folder, RunDirectory directory) {
    Instant now = Instant.now();
    RunStatus begun =
        new RunStatus(
            folder.toAbsolutePath().getFileName().toString(),
            directory.location(),
            region(),
            spec.file().path().toString(),
            RunStatus.State.RUNNING,
            "",
            now,
            now,
            RunProgress.NONE);
    return new StatusFile(folder, begun, listeners.notices());
  }

  private RunMonitor monitor() {
    return new RunMonitor(listeners.progress(), System::nanoTime);
  }

  private RunMonitor monitor(StatusFile status) {
    return new RunMonitor(listeners.progress().andThen(status), System::nanoTime);
  }

  /** With the bucket in its name, since runs of several may have the same name. */
  private static Path attemptsFile(String run, Cloud cloud) {
    return LocalRuns.HERE.folder(run).resolve("attempts-" + cloud.bucketName() + ".csv");
  }

  private static void keep(Ledger ledger, AttemptsFile file, boolean isNew) {
    if (isNew) {
      file.startOver();
    }
    ledger.keepIn(file);
  }

  private DmlResult kept(
      RunDirectory directory, Backend runs, Progress monitor, Consumer<Boolean> beginning) {
    RunPlan setOut = run.plan().orElseGet(this::plan);
    Optional<String> command =
        isLost()
            ? Optional.empty()
            : Optional.of(RunToResume.command(directory.location(), region()));
    PlannedBackend planned =
        new PlannedBackend(
            runs, directory, setOut, run.plan(), command, listeners.notices(), beginning);
    try {
      return estimator.withProgress(monitor).withBackend(planned).estimate(data);
    } catch (TaskFailedException | CancelledException | StoppedRunException | StoreException e) {
      throw planned.hasBegun() && command.isPresent()
          ? new UnfinishedRunException(command.get(), e)
          : e;
    }
  }

  /**
   * Whether the cloud, which is one of this machine then, and the run in it go with this command.
   */
  private boolean isLost() {
    return spec.spec().backend() instanceof BackendSpec.Cloud
        && Boolean.parseBoolean(System.getenv(CLOUD_ENDS));
  }

  /** The region that the spec names, without which another process may not find the run. */
  private Optional<String> region() {
    return spec.spec().backend() instanceof BackendSpec.Cloud cloud
        ? cloud.region()
        : Optional.empty();
  }
}
