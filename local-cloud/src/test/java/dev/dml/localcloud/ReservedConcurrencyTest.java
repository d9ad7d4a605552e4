package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.aws.AvailableConcurrency;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Attempt;
import dev.dml.data.InvalidInput;
import dev.dml.doctor.AccountExamination;
import dev.dml.doctor.Check;
import dev.dml.task.Batching;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** What clients learn of the invocations that are reserved for the function. */
class ReservedConcurrencyTest {

  private static final Settings SETTINGS = Client.packagedFunction().withConcurrency(3);

  private static BackendSpec.Lambda spec(String... overrides) {
    return (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(List.of(overrides)));
  }

  private static AvailableConcurrency room(LocalCloud cloud, String... overrides) {
    Client.of(cloud);
    try (Deployment deployment = Deployment.open(spec(overrides), cloud.environmentVariables())) {
      return deployment.room();
    }
  }

  private static List<Check> checks(LocalCloud cloud) {
    return checks(cloud, "backend.type=lambda");
  }

  private static List<Check> checks(LocalCloud cloud, String... overrides) {
    Client.of(cloud);
    Map<String, String> variables = cloud.environmentVariables();
    return new AccountExamination(spec(overrides), variables, OptionalLong.empty()).checks();
  }

  @Test
  void aRunStartsNoMoreThanAreReserved() throws IOException {
    LocalCloud cloud = Clouds.of(SETTINGS.withReserved(1));
    assertThat(room(cloud, "backend.type=lambda"))
        .isEqualTo(new AvailableConcurrency(1, "reserved for the function"));
    assertThat(room(cloud, "backend.type=lambda", "backend.function=dml-nuisance:live"))
        .isEqualTo(new AvailableConcurrency(1, "reserved for the function"));
    Client client = Client.of(cloud);
    // A spec that says 16 would be refused 15 of them.
    client.estimate(cloud, "reserved", new Batching.PerFold(), 16, 2);
    assertThat(client.attempts()).isNotEmpty();
    assertThat(client.count(Attempt.Outcome.THROTTLED)).isZero();
    assertThat(checks(cloud))
        .contains(Check.ok("reserved", "1 invocations at once, for this function alone"));
  }

  @Test
  void withoutAReservationItIsWhatTheAccountHas() throws IOException {
    LocalCloud cloud = Clouds.of(SETTINGS);
    assertThat(room(cloud, "backend.type=lambda"))
        .isEqualTo(new AvailableConcurrency(3, "what the account has left"));
    assertThat(room(cloud, "backend.type=lambda", "backend.concurrency=2"))
        .isEqualTo(new AvailableConcurrency(2, "as backend.concurrency says"));
    assertThat(checks(cloud))
        .contains(Check.ok("reserved", "no invocations for this function alone"));
    cloud.deny("lambda:GetFunctionConcurrency");
    try {
      String doubt =
          "; AWS did not say whether fewer are reserved for the function"
              + " (lambda:GetFunctionConcurrency)";
      assertThat(room(cloud, "backend.type=lambda"))
          .isEqualTo(new AvailableConcurrency(3, "what the account has left" + doubt));
      assertThat(room(cloud, "backend.type=lambda", "backend.concurrency=2"))
          .isEqualTo(new AvailableConcurrency(2, "as backend.concurrency says" + doubt));
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
    } finally {
      cloud.permit("lambda:GetFunctionConcurrency");
    }
  }

  @Test
  void aRefusalNamesTheReservation(@TempDir Path directory) throws IOException {
    Path done = directory.resolve("one-is-refused");
    try (LocalCloud cloud = LocalCloud.start(Probe.settings().withConcurrency(3).withReserved(1));
        Caller caller = Caller.of(cloud)) {
      List<CompletableFuture<String>> reasons = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        reasons.add(
            caller
                .send("until " + done)
                .handle(
                    (response, error) ->
                        error == null
                            ? "answered"
                            : ((TooManyRequestsException) error.getCause()).reasonAsString()));
      }
      CompletableFuture.anyOf(reasons.toArray(CompletableFuture<?>[]::new)).join();
      Files.createFile(done);
      assertThat(reasons.stream().map(CompletableFuture::join))
          .containsExactlyInAnyOrder(
              "answered", "ReservedFunctionConcurrentInvocationLimitExceeded");
    }
  }

  /** AWS has no reservation of an alias, and says that there is no such function. */
  @Test
  void aReservationIsThatOfTheFunctionAndNotOfItsAlias() throws IOException {
    LocalCloud cloud = Clouds.of(SETTINGS);
    Client.of(cloud);
    try (LambdaAsyncClient lambda =
        LambdaAsyncClient.builder()
            .region(Region.US_EAST_1)
            .httpClientBuilder(AwsCrtAsyncHttpClient.builder())
            .build()) {
      assertThatThrownBy(
              () ->
                  lambda
                      .getFunctionConcurrency(
                          get -> get.functionName(cloud.functionName() + ":live"))
                      .join())
          .hasCauseInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  void aReservationOfNoneIsAFailure() throws IOException {
    LocalCloud cloud = Clouds.of(SETTINGS.withReserved(0));
    assertThat(checks(cloud))
        .contains(
            Check.fail(
                "reserved",
                "0 invocations at once, for this function alone",
                "none of its invocations can run: remove the reservation in AWS's console, or"
                    + " reserve some, of which AWS leaves 100 to the account's other functions:"
                    + " sam deploy --parameter-overrides ReservedConcurrency=10"));
  }

  @Test
  void aRunIsRefusedAtOnceIfNoneAreReserved() throws IOException {
    LocalCloud cloud = Clouds.of(SETTINGS.withReserved(0));
    Client.of(cloud);
    try (Deployment deployment =
        Deployment.open(spec("backend.type=lambda"), cloud.environmentVariables())) {
      assertThatThrownBy(deployment::room)
          .isInstanceOf(InvalidInput.class)
          .hasMessage(
              "no invocation of dml-nuisance may run, since its reserved concurrency is 0;"
                  + " remove the reservation, or deploy the stack with another"
                  + " ReservedConcurrency");
    }
  }

  @Test
  void fewerReservedThanTheSpecSaysCount() throws IOException {
    LocalCloud cloud = Clouds.of(SETTINGS.withReserved(1));
    String[] wanted = {"backend.type=lambda", "backend.concurrency=16"};
    assertThat(room(cloud, wanted))
        .isEqualTo(
            new AvailableConcurrency(
                1, "reserved for the function, fewer than backend.concurrency says"));
    assertThat(checks(cloud, wanted))
        .contains(
            Check.warn(
                "reserved",
                "1 invocations at once, for this function alone",
                "runs will use no more than that, fewer than the 16 of backend.concurrency:"
                    + " remove the reservation in AWS's console, or sam deploy"
                    + " --parameter-overrides ReservedConcurrency=16"),
            Check.ok(
                "concurrency",
                "2 invocations at once, of 3 of the account, beside those that are reserved for"
                    + " the function"));
  }
}
