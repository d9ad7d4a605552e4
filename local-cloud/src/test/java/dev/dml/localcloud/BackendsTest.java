package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.aws.jobs.JobDeployment;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.run.KeepingBackend;
import dev.dml.run.RunDirectory;
import dev.dml.task.Backend;
import dev.dml.task.BackendContractTest;
import dev.dml.task.Batching;
import dev.dml.task.LocalBackend;
import dev.dml.task.Preference;
import dev.dml.wire.spec.BackendSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The backends of a client do what every backend does, with the same bytes. */
class BackendsTest {

  private static final Batching PER_FOLD = new Batching.PerFold();
  private static final Batching PER_REPETITION = new Batching.PerRepetition();
  private static final Batching BALANCED = new Batching.Auto(Preference.BALANCED);
  private static final Batching COST = new Batching.Auto(Preference.COST);
  private static final Batching TIME = new Batching.Auto(Preference.TIME);

  private static LocalCloud cloud;
  private static Client client;
  private static final Map<Batching, Deployment> FUNCTIONS = new HashMap<>();
  private static final Map<Batching, JobDeployment> JOBS = new HashMap<>();

  @BeforeAll
  static void start() {
    cloud = Clouds.of(Client.packagedFunction().withConcurrency(2));
    client = Client.of(cloud);
  }

  @AfterAll
  static void stop() {
    FUNCTIONS.values().forEach(Deployment::close);
    JOBS.values().forEach(JobDeployment::close);
    FUNCTIONS.clear();
    JOBS.clear();
  }

  private static Backend functions(Batching batching, AttemptLog log) {
    Deployment deployment = FUNCTIONS.computeIfAbsent(batching, BackendsTest::deployment);
    return deployment.backend(
        deployment.run(newName()), deployment.function(), log, flying -> true);
  }

  private static Deployment deployment(Batching batching) {
    return Deployment.open(
        new BackendSpec.Lambda(
            Optional.of(cloud.functionName()),
            Optional.of(cloud.bucket()),
            Optional.empty(),
            OptionalInt.of(2),
            batching,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BackendSpec.Lambda.USUAL_OUTAGE),
        Map.of());
  }

  private static Backend jobs(Batching batching) {
    JobDeployment jobs =
        JOBS.computeIfAbsent(
            batching,
            some -> JobDeployment.open(Client.jobs(cloud, some), Map.of(), Optional.empty()));
    return jobs.backend(jobs.run(newName()), jobs.host(0), attempt -> {}, flying -> true);
  }

  private static String newName() {
    return "run-" + UUID.randomUUID();
  }

  static List<Batching> batchings() {
    return List.of(PER_FOLD, PER_REPETITION, BALANCED, COST, TIME);
  }

  /** 4 repetitions of 2 nuisances in 5 folds: 40 fits, of which an automatic batch has many. */
  @ParameterizedTest
  @MethodSource("batchings")
  void functionsGiveTheBytesOfThisMachineHoweverFitsAreBatched(Batching batching) {
    assertThat(client.estimate(functions(batching, attempt -> {}), 4))
        .isEqualTo(client.estimateHere(4));
  }

  /** Each fit in a container of its own would show no more than each repetition, and take long. */
  static List<Batching> batchingsOfJobs() {
    return List.of(PER_REPETITION, BALANCED, COST, TIME);
  }

  @ParameterizedTest
  @MethodSource("batchingsOfJobs")
  void jobsGiveTheBytesOfThisMachineHoweverFitsAreBatched(Batching batching) {
    assertThat(client.estimate(jobs(batching), 4)).isEqualTo(client.estimateHere(4));
  }

  /** 5 folds of ml_l and ml_m, then 5 of ml_g, whose response needs the others' predictions. */
  @Test
  void batchesOfASecondWaveAreNumberedOn() {
    List<Attempt> attempts = new ArrayList<>();
    DoubleMachineLearning.of(PartiallyLinear.ivType())
        .withLearner("ml_l", new LinearRegression())
        .withLearner("ml_m", new LinearRegression())
        .withLearner("ml_g", new LinearRegression())
        .withRepetitions(1)
        .withBackend(functions(PER_FOLD, attempts::add))
        .estimate(new Lcg500().continuous());
    assertThat(attempts.stream().map(Attempt::batch).distinct().sorted())
        .containsExactlyElementsOf(IntStream.range(0, 15).boxed().toList());
  }

  @Nested
  class LambdaPerFold extends BackendContractTest {
    @Override
    protected Backend backend() {
      return functions(PER_FOLD, attempt -> {});
    }
  }

  @Nested
  class LambdaPerRepetition extends BackendContractTest {
    @Override
    protected Backend backend() {
      return functions(PER_REPETITION, attempt -> {});
    }
  }

  @Nested
  class LambdaBalanced extends BackendContractTest {
    @Override
    protected Backend backend() {
      return functions(BALANCED, attempt -> {});
    }
  }

  @Nested
  class LambdaForCost extends BackendContractTest {
    @Override
    protected Backend backend() {
      return functions(COST, attempt -> {});
    }
  }

  @Nested
  class LambdaForTime extends BackendContractTest {
    @Override
    protected Backend backend() {
      return functions(TIME, attempt -> {});
    }
  }

  @Nested
  class JobPerRepetition extends BackendContractTest {
    @Override
    protected Backend backend() {
      return jobs(PER_REPETITION);
    }
  }

  @Nested
  class JobsBalanced extends BackendContractTest {
    @Override
    protected Backend backend() {
      return jobs(BALANCED);
    }
  }

  @Nested
  class Keeping extends BackendContractTest {

    @TempDir private Path folder;

    @Override
    protected Backend backend() {
      return new KeepingBackend(new LocalBackend(2), RunDirectory.inFolder(folder).results());
    }
  }
}
