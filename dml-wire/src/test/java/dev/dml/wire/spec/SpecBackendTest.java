package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where a spec has its tasks run. */
class SpecBackendTest extends SpecReading {

  private static BackendSpec.Lambda lambda(Spec spec) {
    return (BackendSpec.Lambda) spec.backend();
  }

  @Test
  void aRunOnLambdaMayPreferLowCostOrSpeed() throws IOException {
    assertThat(lambda(read(MINIMAL, "backend.type=lambda")).batching())
        .isEqualTo(new Batching.Auto(Preference.BALANCED));
    assertThat(lambda(read(MINIMAL, "backend.type=lambda", "backend.prefer=cost")).batching())
        .isEqualTo(new Batching.Auto(Preference.COST));
    assertThatThrownBy(() -> read(MINIMAL, "backend.type=lambda", "backend.prefer=luck"))
        .hasMessage("backend.prefer: must be one of cost, time, balanced, but was luck");
    assertThatThrownBy(
            () ->
                read(
                    MINIMAL,
                    "backend.type=lambda",
                    "backend.batch=per-fold",
                    "backend.prefer=cost"))
        .hasMessage("backend.prefer: has no effect with this batch, only with auto");
  }

  @Test
  void anOutageMayLastTenMinutesUnlessTheSpecSaysOtherwise() throws IOException {
    assertThat(lambda(read(MINIMAL, "backend.type=lambda")).longestOutage())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(
            lambda(read(MINIMAL, "backend.type=lambda", "backend.max_outage_minutes=0"))
                .longestOutage())
        .isEqualTo(Duration.ZERO);
    assertThatThrownBy(
            () -> read(MINIMAL, "backend.type=lambda", "backend.max_outage_minutes=1441"))
        .hasMessage(
            "backend.max_outage_minutes: must be a whole number from 0 to 1440, but was 1441");
  }

  @Test
  void aRunOnLambdaMayHaveABudgetAndPrices() throws IOException {
    Spec spec =
        read(
            MINIMAL,
            "backend.type=lambda",
            "backend.max_cost_usd=0.25",
            "backend.prices=prices.yaml");
    assertThat(spec.backend())
        .isInstanceOfSatisfying(
            BackendSpec.Lambda.class,
            lambda -> {
              assertThat(lambda.maxCost()).contains(Usd.of("0.25"));
              assertThat(lambda.prices()).contains(directory.resolve("prices.yaml"));
            });
    assertThatThrownBy(() -> read(MINIMAL, "backend.type=lambda", "backend.max_cost_usd=0"))
        .hasMessage("backend.max_cost_usd: must be an amount of more than 0 US dollars, but was 0");
  }

  @Test
  void aKeyOfAnotherBackendIsRefused() throws IOException {
    refused(
        MINIMAL + "backend: {threads: 2, bucket: b, concurrency: 5}\n",
        "backend.bucket: has no effect on local, only on lambda and batch",
        "backend.concurrency: has no effect on local, only on lambda and batch");
    refused(
        MINIMAL + "backend: {type: lambda, threads: 2, bucket: b}\n",
        "backend.threads: has no effect on lambda, only on local");
  }

  @Test
  void aContainerHasASizeThatAwsFargateHas() throws IOException {
    assertThat(read(MINIMAL + "backend: {type: batch, vcpu: 4, memory_mb: 16384}\n").backend())
        .isInstanceOfSatisfying(
            BackendSpec.Batch.class,
            batch -> {
              assertThat(batch.vcpu()).hasValue(4);
              assertThat(batch.memoryMegabytes()).hasValue(16_384);
            });
    refused(
        MINIMAL + "backend: {type: batch, vcpu: 3, function: f}\n",
        "backend.function: has no effect on batch, only on lambda",
        "backend.vcpu: must be one of 1, 2, 4, 8, 16, but was 3");
    refused(
        MINIMAL + "backend: {type: batch, vcpu: 1, memory_mb: 16384}\n",
        "backend.memory_mb: must be one of 2048, 3072, 4096, 5120, 6144, 7168, 8192 with vcpu 1,"
            + " but was 16384");
  }

  @Test
  void anotherTypeOfBackendLeavesOutWhatTheFileSaysOfItsOwn() throws IOException {
    String both = MINIMAL + "backend: {type: local, threads: 2, run: one}\n";
    assertThat(read(both, "backend.concurrency=5", "backend.type=lambda").backend())
        .isInstanceOfSatisfying(
            BackendSpec.Lambda.class,
            lambda -> {
              assertThat(lambda.concurrency()).hasValue(5);
              assertThat(lambda.run()).contains("one");
            });
    assertThatThrownBy(() -> read(both, "backend.threads=3", "backend.type=lambda"))
        .hasMessage("backend.threads: has no effect on lambda, only on local");
  }
}
