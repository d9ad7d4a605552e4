package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.jobs.JobDeployment;
import dev.dml.billing.Ledger;
import dev.dml.billing.Prices;
import dev.dml.data.InvalidInput;
import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import dev.dml.task.CancelledException;
import dev.dml.usage.CloudUsage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The real client, through AWS's SDK, with containers of the packaged function. */
class JobsTest {

  /** Not the common pool, which has a thread or two that others wait for. */
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private static JobDeployment open(LocalCloud cloud) {
    return JobDeployment.open(Client.jobs(cloud), Map.of(), Optional.empty());
  }

  /** What a run of so many repetitions gives, each repetition in a container of its own. */
  private static String estimate(Client client, LocalCloud cloud, int repetitions) {
    try (JobDeployment jobs = open(cloud)) {
      return client.estimate(
          jobs.backend(jobs.run("one"), jobs.host(0), client.attempts()::add, flying -> true),
          repetitions);
    }
  }

  @Test
  void anArrayGivesTheDigitsOfThisMachineAndABillOfAMinuteAChild() throws IOException {
    String here = Client.withoutCloud().estimateHere(3);
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction().withConcurrency(2))) {
      Client client = Client.of(cloud);
      assertThat(estimate(client, cloud, 3)).isEqualTo(here);
      assertThat(cloud.jobs()).hasSize(1);
      assertThat(cloud.jobs().getFirst().children()).hasSize(3);
      CloudUsage usage = bill(client.attempts());
      // The smallest container, 1 vCPU and 2 GB: 0.04048 + 2 x 0.004445 = 0.04937 USD an hour.
      assertThat(usage.vcpuSeconds()).hasValue(3 * 60.0);
      assertThat(usage.billed().total().value()).isEqualTo(3 * 60 * 2.0);
      assertThat(usage.cost().measuredComputing().value())
          .isCloseTo(3 * 0.04937 / 60, within(1e-12));
      assertThat(usage.calls().invocations()).isEqualTo(3);
    }
  }

  private static CloudUsage bill(List<Attempt> attempts) {
    FunctionSettings containers =
        new FunctionSettings("dml-job", 2048, Duration.ofHours(4), "x86_64", OptionalInt.of(1));
    Ledger ledger =
        new Ledger(containers, Prices.of(Optional.empty(), Map.of(), "us-east-1", containers));
    attempts.forEach(ledger);
    return ledger.usage(CloudUsage.StoreRequests.NONE, 0);
  }

  /** Of the seed, two of the four children are killed; they come again in an array of their own. */
  @Test
  void childrenThatAreKilledAreRunAgainInAFurtherArray() throws IOException {
    String here = Client.withoutCloud().estimateHere(4);
    Settings settings =
        Client.packagedFunction()
            .withConcurrency(4)
            .withFaults(new Faults(Map.of(Fault.CRASH, 0.5), 3));
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      Client client = Client.of(cloud);
      assertThat(estimate(client, cloud, 4)).isEqualTo(here);
      long killed =
          cloud.jobs().stream()
              .flatMap(job -> job.children().stream())
              .filter(child -> child.status() == LocalChild.Status.FAILED)
              .count();
      assertThat(killed).isPositive();
      assertThat(client.count(Attempt.Outcome.BROKEN)).isEqualTo(killed);
      assertThat(client.count(Attempt.Outcome.DONE)).isEqualTo(4);
      int again = cloud.jobs().stream().skip(1).mapToInt(job -> job.children().size()).sum();
      assertThat(again).isEqualTo((int) killed);
    }
  }

  @Test
  void aJobWhoseSubmissionWasNotAnsweredIsNotSubmittedTwice() throws IOException {
    String here = Client.withoutCloud().estimateHere(2);
    Settings settings =
        Client.packagedFunction().withFaults(new Faults(Map.of(Fault.DROPPED_CONNECTION, 1.0), 1));
    try (LocalCloud cloud = LocalCloud.start(settings)) {
      assertThat(estimate(Client.of(cloud), cloud, 2)).isEqualTo(here);
      assertThat(cloud.jobs()).hasSize(1);
    }
  }

  @Test
  void anOutageIsWaitedFor() throws Exception {
    String here = Client.withoutCloud().estimateHere(2);
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction())) {
      Client client = Client.of(cloud);
      CompletableFuture<String> result =
          CompletableFuture.supplyAsync(() -> estimate(client, cloud, 2), THREADS);
      Patience.until("a job", () -> !cloud.jobs().isEmpty());
      cloud.cut(Duration.ofSeconds(2));
      assertThat(result.join()).isEqualTo(here);
      assertThat(cloud.jobs()).hasSize(1);
      assertThat(client.count(Attempt.Outcome.DONE)).isEqualTo(2);
      assertThat(client.attempts()).hasSize(2);
    }
  }

  @Test
  void aRunThatIsInterruptedEndsItsJobs() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction().withConcurrency(1))) {
      Client client = Client.of(cloud);
      AtomicReference<Thread> runs = new AtomicReference<>(Thread.currentThread());
      CompletableFuture<String> result =
          CompletableFuture.supplyAsync(
              () -> {
                runs.set(Thread.currentThread());
                return estimate(client, cloud, 20);
              },
              THREADS);
      Patience.until("a job", () -> !cloud.jobs().isEmpty());
      runs.get().interrupt();
      assertThatThrownBy(result::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOf(CancelledException.class)
          .hasMessageMatching(
              "stopped after \\d+ of 200 fits; \\d+ jobs were on their way and were ended; what"
                  + " they find is kept");
      assertThat(cloud.jobs().getFirst().children()).noneMatch(LocalChild::isOpen);
    }
  }

  /** As after kill -9: nobody ends the jobs of the first command but the second. */
  @Test
  void theJobsOfACommandThatIsGoneAreEndedByTheNext() throws Exception {
    String here = Client.withoutCloud().estimateHere(4);
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction().withConcurrency(1))) {
      Client client = Client.of(cloud);
      CompletableFuture<String> first =
          CompletableFuture.supplyAsync(() -> estimate(client, cloud, 4), THREADS);
      Patience.until("a job", () -> !cloud.jobs().isEmpty());
      assertThat(estimate(Client.of(cloud), cloud, 4)).isEqualTo(here);
      assertThat(cloud.jobs().getFirst().children()).noneMatch(LocalChild::isOpen);
      assertThatThrownBy(first::join).hasMessageContaining("somebody has ended the job");
    }
  }

  @Test
  void missingPermissionsAreNamed() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(Client.packagedFunction())) {
      Client.of(cloud);
      cloud.deny("batch:DescribeJobDefinitions");
      try (JobDeployment jobs = open(cloud)) {
        assertThatThrownBy(() -> jobs.host(0))
            .isInstanceOf(InvalidInput.class)
            .hasMessageStartingWith("these credentials may not use AWS Batch: User: ")
            .hasMessageEndingWith(
                "; attach the ClientPolicy and the JobClientPolicy of the stack to them");
      }
    }
  }
}
