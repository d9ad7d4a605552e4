package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.aws.AccountExamination;
import dev.dml.aws.Attempt;
import dev.dml.aws.Deployment;
import dev.dml.data.InvalidInput;
import dev.dml.doctor.Check;
import dev.dml.task.Batching;
import dev.dml.wire.BackendSpec;
import dev.dml.wire.SpecFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What clients learn of the invocations that are reserved for the function. */
class ReservedConcurrencyTest {

  private static final Settings SETTINGS = Client.packagedFunction().withConcurrency(3);

  private static BackendSpec.Lambda spec(String... overrides) {
    return (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(List.of(overrides)));
  }

  private static OptionalInt available(LocalCloud cloud, String... overrides) {
    Client.of(cloud);
    try (Deployment deployment = Deployment.open(spec(overrides), cloud.environmentVariables())) {
      return deployment.availableConcurrency();
    }
  }

  private static List<Check> checks(LocalCloud cloud) {
    Client.of(cloud);
    Map<String, String> variables = cloud.environmentVariables();
    return new AccountExamination(spec("backend.type=lambda"), variables, OptionalLong.empty())
        .checks();
  }

  @Test
  void aRunStartsNoMoreThanAreReserved() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(SETTINGS.withReserved(1))) {
      assertThat(available(cloud, "backend.type=lambda")).hasValue(1);
      assertThat(available(cloud, "backend.type=lambda", "backend.function=dml-nuisance:live"))
          .hasValue(1);
      Client client = Client.of(cloud);
      // A spec that says 16 would be refused 15 of them.
      client.estimate(cloud, "reserved", new Batching.PerFold(), 16, 2);
      assertThat(client.attempts()).isNotEmpty();
      assertThat(client.count(Attempt.Outcome.THROTTLED)).isZero();
      assertThat(checks(cloud))
          .contains(Check.ok("reserved", "1 invocations at once, for this function alone"));
    }
  }

  @Test
  void withoutAReservationItIsWhatTheAccountHas() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(SETTINGS)) {
      assertThat(available(cloud, "backend.type=lambda")).hasValue(3);
      assertThat(checks(cloud))
          .contains(Check.ok("reserved", "no invocations for this function alone"));
      cloud.deny("lambda:GetFunctionConcurrency");
      assertThat(available(cloud, "backend.type=lambda")).hasValue(3);
      assertThat(checks(cloud))
          .contains(
              Check.warn(
                  "reserved",
                  "unknown",
                  "if invocations are reserved for the function, set backend.concurrency to their"
                      + " number: these credentials may not invoke dml-nuisance: User:"
                      + " arn:aws:iam::000000000000:user/local is not authorized to perform:"
                      + " lambda:GetFunctionConcurrency on resource:"
                      + " arn:aws:lambda:us-east-1:000000000000:function:dml-nuisance because no"
                      + " identity-based policy allows the lambda:GetFunctionConcurrency action;"
                      + " attach the ClientPolicy of the stack to them"));
    }
  }

  @Test
  void aReservationOfNoneIsAFailure() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(SETTINGS.withReserved(0))) {
      assertThat(checks(cloud))
          .contains(
              Check.fail(
                  "reserved",
                  "0 invocations at once, for this function alone",
                  "none of its invocations can run: sam deploy --parameter-overrides"
                      + " ReservedConcurrency=10, or remove the reservation in AWS's console"));
    }
  }

  @Test
  void aRunIsRefusedAtOnceIfNoneAreReserved() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(SETTINGS.withReserved(0))) {
      Client.of(cloud);
      try (Deployment deployment =
          Deployment.open(spec("backend.type=lambda"), cloud.environmentVariables())) {
        assertThatThrownBy(deployment::concurrency)
            .isInstanceOf(InvalidInput.class)
            .hasMessage(
                "no invocation of dml-nuisance may run, since its reserved concurrency is 0;"
                    + " remove the reservation, or deploy the stack with another"
                    + " ReservedConcurrency");
      }
    }
  }

  /** What a quote takes and what a run has are the same number. */
  @Test
  void fewerReservedThanTheSpecSaysCount() throws IOException {
    try (LocalCloud cloud = LocalCloud.start(SETTINGS.withReserved(1))) {
      Client.of(cloud);
      for (String[] overrides :
          new String[][] {
            {"backend.type=lambda", "backend.concurrency=16"}, {"backend.type=lambda"}
          }) {
        try (Deployment deployment =
            Deployment.open(spec(overrides), cloud.environmentVariables())) {
          assertThat(deployment.concurrency()).isEqualTo(1);
        }
      }
    }
  }
}
