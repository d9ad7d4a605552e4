package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.jobs.JobDeployment;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.run.KeepingBackend;
import dev.dml.run.RunDirectory;
import dev.dml.task.Backend;
import dev.dml.task.BackendContractTest;
import dev.dml.task.Batching;
import dev.dml.task.LocalBackend;
import dev.dml.wire.spec.BackendSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The backends of a client do what every backend does. */
class BackendsTest {

  private static LocalCloud cloud;
  private static Deployment perFold;
  private static Deployment automatic;
  private static JobDeployment jobs;

  @BeforeAll
  static void start() throws IOException {
    cloud = LocalCloud.start(Client.packagedFunction().withConcurrency(2));
    Client.of(cloud);
    perFold = deployment(new Batching.PerFold());
    automatic = deployment(Batching.Auto.DEFAULT);
    jobs = JobDeployment.open(Client.jobs(cloud), Map.of(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    perFold.close();
    automatic.close();
    jobs.close();
    cloud.close();
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

  private static Backend backend(Deployment deployment) {
    return deployment.backend(
        deployment.run("run-" + UUID.randomUUID()),
        deployment.function(),
        attempt -> {},
        flying -> true);
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
        .withBackend(
            perFold.backend(
                perFold.run("run-" + UUID.randomUUID()),
                perFold.function(),
                attempts::add,
                flying -> true))
        .estimate(new Lcg500().continuous());
    assertThat(attempts.stream().map(Attempt::batch).distinct().sorted())
        .containsExactlyElementsOf(IntStream.range(0, 15).boxed().toList());
  }

  @Nested
  class LambdaPerFold extends BackendContractTest {
    @Override
    protected Backend backend() {
      return BackendsTest.backend(perFold);
    }
  }

  @Nested
  class LambdaAutomatic extends BackendContractTest {
    @Override
    protected Backend backend() {
      return BackendsTest.backend(automatic);
    }
  }

  @Nested
  class Jobs extends BackendContractTest {
    @Override
    protected Backend backend() {
      return jobs.backend(
          jobs.run("run-" + UUID.randomUUID()), jobs.host(0), attempt -> {}, flying -> true);
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
