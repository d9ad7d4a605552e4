package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Attempt;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import dev.dml.task.Batching;
import dev.dml.usage.CloudUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real client, through AWS's SDK, with the packaged function, when things go wrong. */
class FanOutTest {

  @Test
  void faultsChangeNoDigitAndAreCounted() throws IOException, InterruptedException {
    // 30 repetitions x 5 folds x 2 nuisances are 300 tasks, each in a request of its own.
    String here = Client.withoutCloud().estimateHere(30);
    Settings settings =
        Client.packagedFunction().withConcurrency(4).withFaults(Faults.mixed(0.1, 7));
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      Client client = Client.of(cloud);
      assertThat(client.estimate(cloud, "faults", new Batching.PerFold(), 4, 30)).isEqualTo(here);
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
                  + injected.get(Fault.CORRUPTED_RESULT)
                  + injected.get(Fault.FAILING_STORE));
      long broken =
          injected.get(Fault.HANG) + injected.get(Fault.CRASH) + injected.get(Fault.OVERSIZE);
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

  /** 5 folds x 2 nuisances a repetition, of whose invocations every second goes wrong. */
  @Test
  void theReportCountsTheFaultsOfEveryBatchingAndConcurrency()
      throws IOException, InterruptedException {
    Settings settings =
        Client.packagedFunction().withConcurrency(8).withFaults(Faults.mixed(0.5, 7));
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      assertThatFaultsChangeNothing(cloud, new Batching.PerFold(), 2);
      assertThatFaultsChangeNothing(cloud, new Batching.PerRepetition(), 8);
      assertThatFaultsChangeNothing(cloud, Batching.Auto.DEFAULT, 8);
    }
  }

  private static void assertThatFaultsChangeNothing(
      LocalCloud cloud, Batching batching, int repetitions)
      throws IOException, InterruptedException {
    int before = cloud.invocations().size();
    String here = Client.withoutCloud().estimateHere(repetitions);
    for (int concurrency : List.of(1, 8)) {
      assertThatFaultsChangeNothing(cloud, batching, concurrency, repetitions, here);
    }
    // One at a time, auto may need so few invocations that none of them has a fault.
    List<InvocationRecord> records = cloud.invocations();
    assertThat(faulty(records.subList(before, records.size()))).isNotEmpty();
  }

  private static void assertThatFaultsChangeNothing(
      LocalCloud cloud, Batching batching, int concurrency, int repetitions, String here)
      throws IOException, InterruptedException {
    int before = cloud.invocations().size();
    Client client = Client.of(cloud);
    String run = batching.getClass().getSimpleName() + "-" + concurrency;
    assertThat(client.estimate(cloud, run, batching, concurrency, repetitions))
        .describedAs(run)
        .isEqualTo(here);
    awaitInvocations(cloud, before + client.attempts().size());
    List<InvocationRecord> records =
        cloud.invocations().subList(before, before + client.attempts().size());
    assertThatEachTaskIsDoneOnce(client.attempts(), 10 * repetitions);
    assertThatTheReportCounts(client.attempts(), records);
  }

  private static List<Fault> faulty(List<InvocationRecord> records) {
    return records.stream().flatMap(record -> record.fault().stream()).toList();
  }

  /** By an answer, or by what an invocation without an answer had stored. */
  private static void assertThatEachTaskIsDoneOnce(List<Attempt> attempts, int tasks) {
    List<Integer> done =
        attempts.stream()
            .filter(attempt -> attempt.outcome() == Attempt.Outcome.DONE)
            .map(Attempt::batch)
            .toList();
    assertThat(done).doesNotHaveDuplicates();
    Map<Integer, Integer> sizes =
        attempts.stream()
            .collect(Collectors.toMap(Attempt::batch, Attempt::tasks, (one, other) -> one));
    assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(tasks);
  }

  private static void assertThatTheReportCounts(
      List<Attempt> attempts, List<InvocationRecord> records) {
    Ledger ledger =
        new Ledger(
            new FunctionSettings("dml-nuisance", 1769, Duration.ofMinutes(15), "arm64"),
            Prices.of(Optional.empty(), Map.of(), "us-east-1", "arm64"));
    attempts.forEach(ledger);
    CloudUsage usage = ledger.usage(CloudUsage.StoreRequests.NONE, 0);
    List<Fault> faults = faulty(records);
    int throttled = Collections.frequency(faults, Fault.THROTTLE);
    // A slow store makes an invocation slow, not wrong.
    int failed = faults.size() - throttled - Collections.frequency(faults, Fault.SLOW_STORE);
    CloudUsage.Calls calls = usage.calls();
    assertThat(calls.attempts()).isEqualTo(records.size());
    assertThat(calls.throttled()).isEqualTo(throttled);
    assertThat(calls.invocations()).isEqualTo(records.size() - throttled);
    // What a duplicate has overtaken has no reply when the run ends; it counts as failed, too.
    int abandoned =
        (int)
            attempts.stream()
                .filter(attempt -> attempt.outcome() == Attempt.Outcome.ABANDONED)
                .count();
    assertThat(abandoned).isLessThanOrEqualTo(calls.hedges());
    assertThat(calls.failed()).isBetween(failed, failed + abandoned);
    assertThat(usage.billed().wasted().value() > 0).isEqualTo(calls.failed() > 0);
  }

  /** An invocation is on the endpoint's record when it has ended. */
  private static void awaitInvocations(LocalCloud cloud, int count) throws InterruptedException {
    Patience.until(count + " invocations", () -> cloud.invocations().size() >= count);
    assertThat(cloud.invocations()).hasSize(count);
  }
}
