package dev.dml.aws.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.usage.ContainerSize;
import dev.dml.wire.spec.BackendSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobDeploymentTest {

  private static final long GIGABYTE = 1L << 30;

  private static BackendSpec.Batch spec(OptionalInt vcpu, OptionalInt memory) {
    return new BackendSpec.Batch(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("us-east-1"),
        vcpu,
        memory,
        OptionalInt.empty(),
        Batching.Auto.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BackendSpec.Cloud.USUAL_OUTAGE);
  }

  private static ContainerSize size(OptionalInt vcpu, OptionalInt memory, long bytes) {
    return JobDeployment.size(spec(vcpu, memory), bytes);
  }

  /** (48 MB + 2 x data) / 0.85: 5 GB of data need 12,104 MB, which two processors have. */
  @Test
  void theSmallestContainerThatHoldsTheDataIsTaken() {
    assertThat(size(OptionalInt.empty(), OptionalInt.empty(), 0))
        .isEqualTo(new ContainerSize(1, 2048));
    assertThat(size(OptionalInt.empty(), OptionalInt.empty(), 5 * GIGABYTE))
        .isEqualTo(new ContainerSize(2, 12 * 1024));
    assertThat(size(OptionalInt.of(8), OptionalInt.empty(), 5 * GIGABYTE))
        .isEqualTo(new ContainerSize(8, 16 * 1024));
    assertThat(size(OptionalInt.empty(), OptionalInt.of(65_536), 5 * GIGABYTE))
        .isEqualTo(new ContainerSize(16, 65_536));
  }

  @Test
  void aContainerThatIsTooSmallIsRefusedWithOneThatIsNot() {
    assertThatThrownBy(() -> size(OptionalInt.of(1), OptionalInt.empty(), 5 * GIGABYTE))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "the data need 12104 MB, but the container has less; set backend.memory_mb to 12288"
                + " and backend.vcpu to 2, or leave both out");
  }

  @Test
  void dataThatNoContainerHoldsAreRefused() {
    assertThatThrownBy(() -> size(OptionalInt.empty(), OptionalInt.empty(), 60 * GIGABYTE))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "the data need 144622 MB, but the largest container of AWS Fargate has 122880 MB; use"
                + " fewer rows, or set backend.type to local on a larger machine");
  }

  @Test
  void whatIsNamedNowhereIsSaidTogether() {
    assertThatThrownBy(
            () ->
                JobDeployment.open(
                    spec(OptionalInt.empty(), OptionalInt.empty()), Map.of(), Optional.empty()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "backend.queue: is missing; set it, or the environment variable DML_QUEUE, to what sam"
                + " deploy printed\nbackend.job_definition: is missing; set it, or the environment"
                + " variable DML_JOB_DEFINITION, to what sam deploy printed\nbackend.bucket: is"
                + " missing; set it, or the environment variable DML_BUCKET, to what sam deploy"
                + " printed");
  }
}
