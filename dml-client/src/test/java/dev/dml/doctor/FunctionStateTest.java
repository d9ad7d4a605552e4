package dev.dml.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/**
 * What the doctor says of a function's state. The states and their combinations with the status of
 * the last update are those of AWS Lambda's developer guide, "Lambda function states".
 */
class FunctionStateTest {

  /** The check of the state, when the SDK gets this from an HTTP server. */
  private static Check check(String state, String update) throws IOException {
    byte[] answer =
        """
        {"FunctionName":"dml","Version":"3","Runtime":"java25","Architectures":["arm64"],
         "MemorySize":1769,"Timeout":900,"State":"%s","LastUpdateStatus":"%s"}
        """
            .formatted(state, update)
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/2015-03-31/functions/dml/configuration",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try (LambdaAsyncClient lambda =
        LambdaAsyncClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClientBuilder(AwsCrtAsyncHttpClient.builder())
            .build()) {
      Steps steps = new Steps();
      steps.take("credentials", List.of(), () -> Check.ok("credentials", "given"));
      new FunctionExamination(lambda, Optional.of("dml"), OptionalLong.empty(), steps)
          .configuration();
      return steps.checks().stream()
          .filter(check -> check.subject().equals("state"))
          .findFirst()
          .orElseThrow();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anActiveFunctionIsWell() throws IOException {
    assertThat(check("Active", "Successful"))
        .isEqualTo(Check.ok("state", "Active, last update Successful"));
  }

  @ParameterizedTest
  @CsvSource({"Pending, Successful", "Active, InProgress"})
  void aFunctionThatIsBeingDeployedIsWaitedFor(String state, String update) throws IOException {
    assertThat(check(state, update))
        .isEqualTo(
            Check.fail(
                "state",
                state + ", last update " + update,
                "it is being deployed; wait a minute and try again"));
  }

  @ParameterizedTest
  @CsvSource({"Failed, Successful", "Active, Failed"})
  void aFunctionWhoseDeploymentFailedIsDeployedAgain(String state, String update)
      throws IOException {
    assertThat(check(state, update))
        .isEqualTo(
            Check.fail(
                "state",
                state + ", last update " + update,
                "its deployment failed; deploy it again: sam deploy"));
  }

  @Test
  void aFunctionAtRestIsAWarning() throws IOException {
    assertThat(check("Inactive", "Successful"))
        .isEqualTo(
            Check.warn(
                "state",
                "Inactive, last update Successful",
                "AWS put it to rest; a run waits, perhaps some minutes, until it is restored"));
  }
}
