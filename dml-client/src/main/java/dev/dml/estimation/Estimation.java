package dev.dml.estimation;

import dev.dml.DmlResult;
import dev.dml.DoubleMachineLearning;
import dev.dml.Progress;
import dev.dml.aws.Deployment;
import dev.dml.aws.FunctionSettings;
import dev.dml.cost.Budget;
import dev.dml.cost.Ledger;
import dev.dml.cost.Prices;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.Table;
import dev.dml.file.DataFile;
import dev.dml.file.DataFiles;
import dev.dml.inference.UnidentifiedException;
import dev.dml.split.Partition;
import dev.dml.task.Backend;
import dev.dml.task.LocalBackend;
import dev.dml.wire.BackendSpec;
import dev.dml.wire.DataSpec;
import dev.dml.wire.Spec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An estimation that a spec file describes, with its data in memory.
 *
 * <pre>{@code
 * DmlResult result = Estimation.read(Path.of("bonus.yaml"), List.of("folds=10"), new DataFiles())
 *     .estimate();
 * }</pre>
 */
public final class Estimation {

  private static final Pattern REPETITION = Pattern.compile(".*\\.rep(\\d{1,9})\\.treat\\d+");

  private final CausalData data;
  private final DoubleMachineLearning estimator;
  private final BackendSpec backend;

  private Estimation(CausalData data, DoubleMachineLearning estimator, BackendSpec backend) {
    this.data = data;
    this.estimator = estimator;
    this.backend = backend;
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
    Problems problems = new Problems();
    Optional<Spec> read = problems.collect(() -> Spec.read(spec, overrides));
    Optional<DataSpec> dataSpec = read.map(Spec::data).or(() -> DataSpec.read(spec, overrides));
    Optional<CausalData> data =
        dataSpec.flatMap(known -> problems.collect(() -> data(known, files)));
    Optional<DoubleMachineLearning> estimator =
        read.flatMap(
            known ->
                data.flatMap(causal -> problems.collect(() -> estimator(known, causal, problems))));
    problems.stopIfAny();
    return new Estimation(
        data.orElseThrow(), estimator.orElseThrow(), read.orElseThrow().backend());
  }

  private static CausalData data(DataSpec spec, DataFiles files) {
    Table table = table(spec, files);
    try {
      return table.causalData(spec.roles(), spec.missing());
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(Estimation::withPath).toList());
    }
  }

  private static Table table(DataSpec spec, DataFiles files) {
    try {
      return files.read(new DataFile(spec.file(), spec.query()));
    } catch (InvalidInput e) {
      throw new InvalidInput(
          e.problems().stream().map(problem -> "data.file: " + problem).toList());
    }
  }

  /** A problem of the data with its place in the spec; those of a role begin with its name. */
  private static String withPath(String problem) {
    for (String key : List.of("outcome", "treatment", "instruments", "covariates")) {
      String role = key.replaceFirst("s$", "") + ": ";
      if (problem.startsWith(role)) {
        return "data." + key + ": " + problem.substring(role.length());
      }
    }
    return "data: " + problem;
  }

  private static DoubleMachineLearning estimator(Spec spec, CausalData data, Problems problems) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(spec.model())
            .withSeed(spec.seed())
            .withAggregation(spec.aggregation())
            .withConfidenceLevel(spec.confidenceLevel());
    for (var learner : spec.learners().entrySet()) {
      estimator = estimator.withLearner(learner.getKey(), learner.getValue());
    }
    Optional<List<Partition>> partitions =
        spec.partitions()
            .flatMap(
                path -> problems.collect(() -> new FoldsFile(path).partitions(data.preparation())));
    Optional<List<Column>> predictions =
        spec.predictions()
            .flatMap(
                path ->
                    problems.collect(
                        () -> new RowFile("predictions", path).columns(data.preparation())));
    estimator = split(estimator, spec, partitions, predictions, problems);
    return predictions.isPresent() ? estimator.withPredictions(predictions.get()) : estimator;
  }

  private static DoubleMachineLearning split(
      DoubleMachineLearning estimator,
      Spec spec,
      Optional<List<Partition>> partitions,
      Optional<List<Column>> predictions,
      Problems problems) {
    if (partitions.isPresent()) {
      List<Partition> given = partitions.get();
      agree("folds", spec.folds(), given.getFirst().folds(), problems);
      agree("repetitions", spec.repetitions(), given.size(), problems);
      return estimator.withPartitions(given);
    }
    DoubleMachineLearning split = estimator;
    if (spec.folds().isPresent()) {
      split = split.withFolds(spec.folds().getAsInt());
    }
    OptionalInt repetitions = spec.repetitions();
    if (repetitions.isEmpty() && predictions.isPresent()) {
      repetitions = repetitionsOf(predictions.get());
    }
    return repetitions.isPresent() ? split.withRepetitions(repetitions.getAsInt()) : split;
  }

  private static void agree(String key, OptionalInt said, int given, Problems problems) {
    if (said.isPresent() && said.getAsInt() != given) {
      problems.add(
          key
              + ": must be left out or "
              + given
              + ", as the partitions have it, but was "
              + said.getAsInt());
    }
  }

  /** One more than the highest repetition in the names of the columns. */
  private static OptionalInt repetitionsOf(List<Column> predictions) {
    return predictions.stream()
        .map(column -> REPETITION.matcher(column.name()))
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group(1)) + 1)
        .max();
  }

  /** Has a backend see every task, whatever becomes of the estimate. */
  void rehearse(Backend rehearsal) {
    try {
      estimator.withBackend(rehearsal).estimate(data);
    } catch (UnidentifiedException e) {
      // Constants in place of most predictions identify nothing.
    }
  }

  /** How it runs in AWS Lambda. */
  BackendSpec.Lambda lambda() {
    if (backend instanceof BackendSpec.Lambda lambda) {
      return lambda;
    }
    throw new InvalidInput("backend.type: must be lambda, but was local");
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
    return new Estimation(data, estimator.withPredictionsKept(), backend);
  }

  /** The same estimation with someone to be told how far it is. */
  public Estimation withProgress(Progress progress) {
    return new Estimation(data, estimator.withProgress(progress), backend);
  }

  /**
   * Estimates.
   *
   * @throws InvalidInput and the other exceptions of {@link DoubleMachineLearning#estimate}
   */
  public DmlResult estimate() {
    return switch (backend) {
      case BackendSpec.Local local -> estimator.withBackend(here(local)).estimate(data);
      case BackendSpec.Lambda lambda -> {
        try (Deployment deployment = Deployment.open(lambda, System.getenv())) {
          String run = lambda.run().orElseGet(Estimation::newRun);
          yield estimate(deployment, lambda, run);
        }
      }
    };
  }

  private DmlResult estimate(Deployment deployment, BackendSpec.Lambda lambda, String run) {
    FunctionSettings function = deployment.function();
    Ledger ledger =
        new Ledger(
            function,
            Prices.of(
                lambda.prices(), System.getenv(), deployment.region(), function.architecture()));
    IntPredicate budget =
        lambda
            .maxCost()
            .<IntPredicate>map(most -> Budget.of(most, ledger, lambda.batching()))
            .orElse(flying -> true);
    DmlResult result =
        estimator.withBackend(deployment.backend(run, function, ledger, budget)).estimate(data);
    return result.withRun(result.run().withCloud(ledger.usage(deployment.storeRequests())));
  }

  private static LocalBackend here(BackendSpec.Local local) {
    return local.threads().isPresent()
        ? new LocalBackend(local.threads().getAsInt())
        : LocalBackend.allCores();
  }

  /** A name that no other run has. */
  static String newRun() {
    return "run-"
        + Instant.now().toString().replaceAll("[^0-9]", "")
        + "-"
        + UUID.randomUUID().toString().substring(0, 8);
  }
}
