package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.billing.BillingReport;
import dev.dml.data.InvalidInput;
import dev.dml.task.Batching;
import dev.dml.wire.spec.BackendSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every cloud must do, wherever it is: the deployed stack of an account or the servers of this
 * machine. It costs some hundred short invocations.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CloudContractTest {

  private static final List<Batching> BATCHINGS =
      List.of(new Batching.PerFold(), new Batching.PerRepetition(), Batching.Auto.DEFAULT);

  @TempDir private Path directory;

  /**
   * The variables with which the command finds the cloud, among them DML_FUNCTION and DML_BUCKET;
   * the AWS SDK of this process must find it as well.
   */
  abstract Map<String, String> variables();

  private static String newRun() {
    return "contract-" + UUID.randomUUID();
  }

  private Deployment open(String function, String bucket, int concurrency, Batching batching) {
    return Deployment.open(
        new BackendSpec.Lambda(
            Optional.of(function),
            Optional.of(bucket),
            Optional.empty(),
            OptionalInt.of(concurrency),
            batching,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BackendSpec.Lambda.USUAL_OUTAGE),
        Map.of());
  }

  private String estimate(Client client, String run, Batching batching, int concurrency) {
    Map<String, String> names = variables();
    try (Deployment deployment =
        open(names.get("DML_FUNCTION"), names.get("DML_BUCKET"), concurrency, batching)) {
      return client.estimate(deployment, run, 3);
    }
  }

  @Test
  void everyBatchingAndConcurrencyGivesTheDigitsOfThisMachine() {
    String here = Client.withoutCloud().estimateHere(3);
    for (Batching batching : BATCHINGS) {
      for (int concurrency : new int[] {1, 16}) {
        assertThat(estimate(Client.withoutCloud(), newRun(), batching, concurrency))
            .describedAs("%s, %s at once", batching, concurrency)
            .isEqualTo(here);
      }
    }
  }

  @Test
  void everyInvocationIsBilledAndReported() {
    Client client = Client.withoutCloud();
    estimate(client, newRun(), new Batching.PerRepetition(), 2);
    assertThat(client.attempts())
        .filteredOn(attempt -> attempt.outcome() == Attempt.Outcome.DONE)
        .isNotEmpty()
        .allSatisfy(
            attempt -> {
              assertThat(BillingReport.find(attempt.logTail(), attempt.requestId())).isPresent();
              assertThat(attempt.requestId()).isNotEmpty();
              assertThat(attempt.report()).isPresent();
            });
  }

  @Test
  void aRunOfTheSameNameIsNotRunAgain() {
    String run = newRun();
    String first = estimate(Client.withoutCloud(), run, new Batching.PerRepetition(), 2);
    Client second = Client.withoutCloud();
    assertThat(estimate(second, run, new Batching.PerFold(), 2)).isEqualTo(first);
    assertThat(second.attempts()).isEmpty();
  }

  @Test
  void aKilledClientsRunIsGoneOnWith() throws Exception {
    Command dml = Command.in(directory, variables());
    String here = dml.estimateHere();
    String name = newRun();
    Process process = dml.start(Command.inCloud(name));
    // A tenth of the fits is enough to see that they are not run again.
    try (Deployment deployment = open(variables(), 1)) {
      Patience.until(
          "a tenth of the fits",
          process,
          () ->
              deployment.run(name).store().names("runs/" + name + "/results/").size()
                  >= Command.TASKS / 10);
    }
    process.destroyForcibly().waitFor();
    String run = "s3://" + variables().get("DML_BUCKET") + "/runs/" + name;
    assertThat(dml.run("resume", run, "--attempts", "attempts.csv"))
        .describedAs(() -> lines(dml))
        .isZero();
    assertThat(dml.result(name + ".json")).isEqualTo(here);
    long again =
        Files.readAllLines(directory.resolve("attempts.csv")).stream()
            .filter(row -> row.toLowerCase(Locale.ROOT).contains(",done,"))
            // The last columns are the command, the killed one being the first, and when it began.
            .filter(row -> row.matches(".*,2,[^,]*"))
            .count();
    assertThat(again).isBetween(1L, Command.TASKS - Command.TASKS / 10L);
  }

  private Deployment open(Map<String, String> names, int concurrency) {
    return open(
        names.get("DML_FUNCTION"), names.get("DML_BUCKET"), concurrency, new Batching.PerFold());
  }

  private static String lines(Command dml) {
    try {
      return String.join("\n", dml.messages());
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void theDoctorFindsNothingAmiss() throws Exception {
    Command dml = Command.in(directory, variables());
    Command.Outcome outcome = dml.outcome("doctor", "--aws");
    assertThat(outcome.exitCode()).describedAs(outcome.out()).isZero();
    assertThat(outcome.out()).contains("trial fit").doesNotContain("not checked");
  }

  @Test
  void anUnknownFunctionIsNamed() {
    String unknown = "dml-" + UUID.randomUUID();
    try (Deployment deployment =
        open(unknown, variables().get("DML_BUCKET"), 1, new Batching.PerFold())) {
      assertThatThrownBy(deployment::function)
          .isInstanceOf(InvalidInput.class)
          .hasMessage(
              "there is no function "
                  + unknown
                  + " in this account and region; deploy it (sam deploy) or set backend.function"
                  + " and backend.region");
    }
  }
}
