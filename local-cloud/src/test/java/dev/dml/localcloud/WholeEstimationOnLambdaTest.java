package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.WholeEstimation;
import dev.dml.aws.deployment.Deployment;
import dev.dml.result.DmlResult;
import dev.dml.task.Backend;
import dev.dml.task.Batching;
import dev.dml.task.LocalBackend;
import dev.dml.wire.spec.BackendSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever crosses between client and function comes out with the bits of this machine. */
class WholeEstimationOnLambdaTest {

  private static Deployment deployment;

  @BeforeAll
  static void open() {
    LocalCloud cloud = Clouds.of(Client.packagedFunction().withConcurrency(2));
    Client.of(cloud);
    deployment =
        Deployment.open(
            new BackendSpec.Lambda(
                Optional.of(cloud.functionName()),
                Optional.of(cloud.bucket()),
                Optional.empty(),
                OptionalInt.of(2),
                new Batching.PerRepetition(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                BackendSpec.Lambda.USUAL_OUTAGE),
            Map.of());
  }

  @AfterAll
  static void close() {
    deployment.close();
  }

  private static Backend lambda() {
    return deployment.backend(
        deployment.run("run-" + UUID.randomUUID()),
        deployment.function(),
        attempt -> {},
        flying -> true);
  }

  @ParameterizedTest
  @EnumSource(WholeEstimation.class)
  void theCloudGivesTheBitsOfThisMachine(WholeEstimation estimation) {
    DmlResult here = estimation.estimate(LocalBackend.allCores());
    Backend lambda = lambda();
    DmlResult there = estimation.estimate(lambda);
    assertThat(there.run().backend()).isEqualTo(lambda.name());
    assertThat(WholeEstimation.digits(there)).isEqualTo(WholeEstimation.digits(here));
  }

  /** In the result and in its warnings, as on this machine; the run is not stopped by it. */
  @Test
  void aCandidateThatFailsInAFoldIsNamed() {
    assertThat(WholeEstimation.FAILING_CANDIDATE.estimate(lambda()).warnings())
        .contains(
            "ml_m: logit failed in 2 fits and was left out of the combination in those"
                + " repetitions: "
                + StoppedRunTest.SEPARATED);
  }
}
