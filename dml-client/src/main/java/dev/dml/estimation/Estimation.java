package dev.dml.estimation;

import dev.dml.DoubleMachineLearning;
import dev.dml.aws.deployment.Deployment;
import dev.dml.billing.BilledAttempt;
import dev.dml.billing.Ledger;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.file.DataFiles;
import dev.dml.inference.UnidentifiedException;
import dev.dml.result.DmlResult;
import dev.dml.split.StoppingRule;
import dev.dml.task.Backend;
import dev.dml.usage.Usd;
import dev.dml.wire.detached.Order;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.protocol.RunPlan;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.DataSpec;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.spec.SpecFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * An estimation that a spec file describes, with its data in memory.
 *
 * <pre>{@code
 * DmlResult result = Estimation.read(Path.of("bonus.yaml"), List.of("folds=10"), new DataFiles())
 *     .estimate();
 * }</pre>
 */
public final class Estimation {

  private final KnownSpec spec;
  private final CausalData data;
  private final DoubleMachineLearning estimator;
  private final KnownRun run;
  private final Listeners listeners;

  private Estimation(
      KnownSpec spec,
      CausalData data,
      DoubleMachineLearning estimator,
      KnownRun run,
      Listeners listeners) {
    this.spec = spec;
    this.data = data;
    this.estimator = estimator;
    this.run = run;
    this.listeners = listeners;
  }

  /**
   * Reads a spec and the files that it names.
   *
   * @param spec a YAML or JSON file
   * @param overrides {@code path=value}, each in place of what the file says
   * @param files reads the data
   * @throws InvalidInput with the problems of the spec and of the data together
   */
  public static Estimation read(Path spec, List<String> overrides, DataFiles files) {
    return of(SpecFile.read(spec, overrides), files);
  }

  /**
   * Reads the files that a spec names.
   *
   * @throws InvalidInput with the problems of the spec and of the data together
   */
  public static Estimation of(SpecFile spec, DataFiles files) {
    Problems problems = new Problems();
    Optional<Spec> read = problems.collect(() -> Spec.of(spec));
    Optional<DataSpec> dataSpec = read.map(Spec::data).or(() -> DataSpec.of(spec));
    Optional<CausalData> data =
        dataSpec.flatMap(known -> problems.collect(() -> new SpecData(known, files).read()));
    DoubleMachineLearning estimator = SpecEstimator.of(read, data, problems);
    return of(
        new KnownSpec(spec, read.orElseThrow(), NamedFiles.of(spec).digests()),
        data.orElseThrow(),
        estimator);
  }

  /**
   * The estimation that a spec describes on data that are there already.
   *
   * @param data what the spec's section on data is about
   * @throws InvalidInput with the problems of the spec
   */
  public static Estimation of(SpecFile spec, CausalData data) {
    return of(spec, NamedFiles.of(spec).digests(), spec, data);
  }

  private static Estimation of(
      SpecFile told, Map<String, String> digests, SpecFile here, CausalData data) {
    Problems problems = new Problems();
    Optional<Spec> read = problems.collect(() -> Spec.of(here));
    DoubleMachineLearning estimator = SpecEstimator.of(read, Optional.of(data), problems);
    return of(new KnownSpec(told, read.orElseThrow(), digests), data, estimator);
  }

  private static Estimation of(KnownSpec spec, CausalData data, DoubleMachineLearning estimator) {
    return new Estimation(spec, data, estimator, KnownRun.NONE, Listeners.NONE);
  }

  /**
   * The estimation that was planned on another machine, whose files are not here.
   *
   * @param told the spec as a result tells it
   * @param digests the SHA-256 of each file that it names there
   * @param here the same spec with the files that were brought here, and where it runs
   * @param data the data
   * @param plan what the run set out to do
   */
  public static Estimation of(
      SpecFile told, Map<String, String> digests, SpecFile here, CausalData data, RunPlan plan) {
    return of(told, digests, here, data).with(KnownRun.NONE.withPlan(plan));
  }

  /** The result, with the tasks run by a backend, whatever the spec says of that. */
  public DmlResult estimateOn(Backend backend) {
    return spec.origin(estimator.withBackend(backend).estimate(data));
  }

  /** What estimates, wherever it runs. */
  public DoubleMachineLearning estimator() {
    return estimator;
  }

  /** How many repetitions there are; if they stop when they are enough, at most. */
  public int mostRepetitions() {
    return estimator.mostRepetitions();
  }

  /** Has a backend see every task that there may be, whatever becomes of the estimate. */
  void rehearse(Backend rehearsal) {
    try {
      stopping()
          .map(rule -> estimator.withRepetitions(rule.atMost()))
          .orElse(estimator)
          .withBackend(rehearsal)
          .estimate(data);
    } catch (UnidentifiedException e) {
      // Constants in place of most predictions identify nothing.
    }
  }

  /** When its repetitions are enough, if their number is not given. */
  Optional<StoppingRule> stopping() {
    return spec.spec().stopping();
  }

  /** How it runs in AWS Lambda. */
  public BackendSpec.Lambda lambda() {
    if (spec.spec().backend() instanceof BackendSpec.Lambda lambda) {
      return lambda;
    }
    throw new InvalidInput("backend.type: must be lambda, but was " + backendName());
  }

  /** The name of its backend in a spec. */
  public String backendName() {
    return spec.spec().backend().type();
  }

  /** Whether it runs in a cloud, in functions or jobs. */
  public boolean isInCloud() {
    return spec.spec().backend() instanceof BackendSpec.Cloud;
  }

  /** The data that are analysed. */
  public CausalData data() {
    return data;
  }

  /**
   * The same estimation with the out-of-fold predictions kept in the result; see {@link
   * DmlResult#predictions}.
   */
  public Estimation withPredictionsKept() {
    return with(estimator.withPredictionsKept(), run, listeners);
  }

  /** The same estimation with a given number of repetitions. */
  Estimation withRepetitions(int repetitions) {
    return with(estimator.withRepetitions(repetitions), run, listeners);
  }

  /** The same estimation with someone to be told how far it is. */
  public Estimation withProgress(Consumer<RunProgress> listener) {
    return with(estimator, run, listeners.withProgress(listener));
  }

  /**
   * The same estimation with someone to be told, in a sentence, where it is kept and how to go on
   * with it.
   */
  public Estimation withNotices(Consumer<String> listener) {
    return with(estimator, run, listeners.withNotices(listener));
  }

  /**
   * The same estimation with what is to be done with its result, which is kept in the plan of its
   * run.
   *
   * @param others names of options and their values
   */
  public Estimation withCommand(Map<String, String> others) {
    return with(run.withOptions(others));
  }

  /** The same estimation as a run of which something is known. */
  Estimation with(KnownRun known) {
    return with(estimator, known, listeners);
  }

  /**
   * The same estimation with someone to be told of every invocation and its bill when the run is
   * over, also if it fails; an estimation on this machine has none to tell of.
   */
  public Estimation withAttempts(Consumer<List<BilledAttempt>> listener) {
    return with(estimator, run, listeners.withAttempts(listener));
  }

  /**
   * The same estimation where a second of fits costs so much: limits of tuning in US dollars become
   * limits in seconds, which its plan and its result tell.
   */
  public Estimation paying(Usd perSecond) {
    Execution paid = execution().paying(perSecond);
    return new Estimation(paid.spec(), data, paid.estimator(), run, listeners);
  }

  private Estimation with(DoubleMachineLearning other, KnownRun known, Listeners otherListeners) {
    return new Estimation(spec, data, other, known, otherListeners);
  }

  /**
   * Estimates.
   *
   * @throws dev.dml.run.UnfinishedRunException if the run stopped and can be gone on with
   * @throws InvalidInput and the other exceptions of {@link DoubleMachineLearning#estimate}
   */
  public DmlResult estimate() {
    return execution().result();
  }

  /**
   * Estimates in a deployment.
   *
   * @param name the name of the run
   * @param attemptsFile where its attempts are noted
   * @param limits whether another invocation may be sent while so many run, by what was spent
   * @throws dev.dml.run.UnfinishedRunException if the run stopped and can be gone on with
   */
  public DmlResult estimateIn(
      Deployment deployment,
      String name,
      Path attemptsFile,
      Function<Ledger, IntPredicate> limits) {
    return execution().in(deployment, lambda(), name, attemptsFile, limits, Optional.empty());
  }

  private Execution execution() {
    return new Execution(spec, data, estimator, run, listeners);
  }

  /** What its run sets out to do. */
  public RunPlan plan() {
    return execution().plan();
  }

  /** What a driver is asked to do for it, once its data are in the bucket. */
  public Order order(String driver) {
    return Order.of(spec.file(), spec.digests(), data.digest(), run.options(), driver);
  }

  /**
   * The files that it reads beside the data, by the keys of the spec that name them: folds and
   * predictions as CSV, whatever they are, and prices as they are.
   */
  public Map<String, String> filesBeside() {
    return new FilesBeside(spec.file()).texts();
  }
}
