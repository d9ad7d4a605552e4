package dev.dml.localcloud;

import dev.dml.localcloud.access.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** AWS's own client of AWS Lambda, which tries nothing twice. */
record Caller(LambdaAsyncClient lambda, String function) implements AutoCloseable {

  static Caller of(LocalCloud cloud) {
    return of(cloud.lambdaEndpoint(), cloud.credentials(), cloud.functionName());
  }

  static Caller of(URI endpoint, Credentials credentials, String function) {
    return new Caller(
        LambdaAsyncClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey())))
            .httpClientBuilder(AwsCrtAsyncHttpClient.builder())
            .overrideConfiguration(
                override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build(),
        function);
  }

  /** The response to a request such as {@code answer 100}. */
  InvokeResponse invoke(String request) {
    return send(request).join();
  }

  /** The same, when it comes. */
  CompletableFuture<InvokeResponse> send(String request) {
    return lambda.invoke(
        invoke ->
            invoke
                .functionName(function)
                .logType(LogType.TAIL)
                .payload(SdkBytes.fromUtf8String("\"" + request + "\"")));
  }

  static String text(InvokeResponse response) {
    return response.payload().asUtf8String();
  }

  static String log(InvokeResponse response) {
    return new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  /** A word of the answer of {@link ProbeHandler}: process, requests at once, or processors. */
  static long word(InvokeResponse response, int number) {
    return Long.parseLong(text(response).replace("\"", "").split(" ")[number]);
  }

  @Override
  public void close() {
    lambda.close();
  }
}
