package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.localcloud.access.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Requests as AWS's own SDK signs them, and others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureTest {

  private LocalCloud cloud;

  @BeforeAll
  void start() throws IOException {
    cloud =
        LocalCloud.startWaiting(
            Probe.settings().withConcurrency(8), Duration.ZERO, request -> request);
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  @Test
  void aSignedRequestIsAnswered() {
    // With an alias, whose colon is encoded in the path, and once more in what is signed.
    for (String name : List.of(cloud.functionName(), cloud.functionName() + ":live")) {
      try (Caller caller = Caller.of(cloud.lambdaEndpoint(), cloud.credentials(), name)) {
        assertThat(Caller.text(caller.invoke("hello"))).isEqualTo("\"hello\"");
      }
    }
  }

  @Test
  void anotherSecretIsRefused() {
    Credentials wrong = new Credentials(cloud.credentials().accessKey(), "wrong");
    refused(
        wrong,
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  @Test
  void anotherKeyIsRefused() {
    Credentials wrong = new Credentials("OTHER", cloud.credentials().secretKey());
    refused(
        wrong,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");
  }

  private void refused(Credentials credentials, String code, String message) {
    try (Caller caller = Caller.of(cloud.lambdaEndpoint(), credentials, cloud.functionName())) {
      assertThatThrownBy(() -> caller.invoke("hello"))
          .cause()
          .isInstanceOfSatisfying(
              LambdaException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
              });
    }
  }

  @Test
  void aRequestWithoutASignatureIsRefused() throws IOException, InterruptedException {
    URI address =
        cloud
            .lambdaEndpoint()
            .resolve("/2015-03-31/functions/" + cloud.functionName() + "/invocations");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(address)
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(response.headers().firstValue("x-amzn-ErrorType"))
          .contains("MissingAuthenticationTokenException");
      assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }
    assertThat(cloud.invocations()).noneMatch(invocation -> invocation.requestBytes() == 2);
  }
}
