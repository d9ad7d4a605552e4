package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.Attempt;
import dev.dml.task.Batching;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real client, through AWS's SDK, with the packaged function, when things go wrong. */
class FanOutTest {

  @Test
  void faultsChangeNoDigitAndAreCounted() throws IOException, InterruptedException {
    // 50 repetitions x 5 folds x 2 nuisances are 500 tasks, each in a request of its own.
    String here = Client.withoutCloud().estimateHere(50);
    Settings settings =
        Client.packagedFunction()
            .withConcurrency(4)
            .withFaults(Faults.mixed(0.1, 7))
            // So many environments are started that the second compiler costs more than it gains.
            .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      Client client = Client.of(cloud);
      assertThat(client.estimate(cloud, "faults", new Batching.PerFold(), 4, 50)).isEqualTo(here);
      Map<Fault, Long> injected =
          cloud.invocations().stream()
              .filter(invocation -> invocation.fault().isPresent())
              .collect(
                  Collectors.groupingBy(
                      invocation -> invocation.fault().get(), Collectors.counting()));
      assertThat(injected).containsOnlyKeys(Fault.values());
      assertThat(client.count(Attempt.Outcome.THROTTLED)).isEqualTo(injected.get(Fault.THROTTLE));
      assertThat(client.count(Attempt.Outcome.TRANSIENT))
          .isEqualTo(
              injected.get(Fault.SERVER_ERROR)
                  + injected.get(Fault.DROPPED_CONNECTION)
                  + injected.get(Fault.CORRUPTED_RESULT));
      long broken =
          injected.get(Fault.HANG)
              + injected.get(Fault.CRASH)
              + injected.get(Fault.OVERSIZE)
              + injected.get(Fault.FAILING_STORE);
      // What a duplicate has overtaken is without a reply when the run ends; it is counted.
      long abandoned = client.count(Attempt.Outcome.ABANDONED);
      assertThat(client.count(Attempt.Outcome.BROKEN)).isBetween(broken - abandoned, broken);
      awaitInvocations(cloud, client.attempts().size());
      // The function's SDK sends again what a slow store refuses once; a failing one refuses all.
      assertThat(cloud.storeRequests().stream().filter(StoreRequest::refused).count())
          .isGreaterThanOrEqualTo(
              injected.get(Fault.SLOW_STORE) + injected.get(Fault.FAILING_STORE));
    }
  }

  /** An invocation is on the endpoint's record when it has ended. */
  private static void awaitInvocations(LocalCloud cloud, int count) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (cloud.invocations().size() < count && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(cloud.invocations()).hasSize(count);
  }
}
