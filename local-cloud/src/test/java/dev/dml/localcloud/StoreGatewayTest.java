package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.localcloud.access.Credentials;
import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** AWS's own client of Amazon S3, through a gateway, with a real server. */
class StoreGatewayTest {

  private static final String BUCKET = "bucket";

  @TempDir private Path directory;
  private final Credentials credentials = Credentials.random();
  private final List<StoreRequest> requests = new CopyOnWriteArrayList<>();
  private S3Server server;
  private StoreGateway gateway;
  private S3Client client;

  @BeforeEach
  void start() throws IOException {
    server = S3Server.start(directory, BUCKET, credentials);
    gateway =
        new StoreGateway(
            server.endpoint(),
            StoreRequest.Caller.FUNCTION,
            Permissions.all(),
            new Interference(),
            requests::add);
    client = client(gateway);
  }

  private S3Client client(StoreGateway through) {
    return S3Client.builder()
        .endpointOverride(through.endpoint())
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey())))
        .build();
  }

  @AfterEach
  void close() {
    client.close();
    gateway.close();
    server.close();
  }

  @Test
  void objectsPassUnchangedAndAreCounted() {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    client.putObject(put -> put.bucket(BUCKET).key("a/b"), RequestBody.fromBytes(content));
    assertThat(client.headObject(head -> head.bucket(BUCKET).key("a/b")).contentLength())
        .isEqualTo(content.length);
    assertThat(client.getObjectAsBytes(get -> get.bucket(BUCKET).key("a/b")).asByteArray())
        .isEqualTo(content);
    assertThat(client.listObjectsV2(list -> list.bucket(BUCKET).prefix("a/")).contents())
        .hasSize(1);
    assertThat(requests)
        .containsExactly(
            request(StoreRequest.Operation.PUT, "/bucket/a/b", false),
            request(StoreRequest.Operation.HEAD, "/bucket/a/b", false),
            request(StoreRequest.Operation.GET, "/bucket/a/b", false),
            request(StoreRequest.Operation.LIST, "/bucket", false));
  }

  private static StoreRequest request(
      StoreRequest.Operation operation, String path, boolean refused) {
    return new StoreRequest(StoreRequest.Caller.FUNCTION, operation, path, refused);
  }

  @Test
  void aSlowStoreRefusesOnceAndTheSdkTriesAgain() {
    gateway.suffer(Optional.of(Fault.SLOW_STORE));
    client.putObject(put -> put.bucket(BUCKET).key("c"), RequestBody.fromString("content"));
    assertThat(requests)
        .containsExactly(
            request(StoreRequest.Operation.PUT, "/bucket/c", true),
            request(StoreRequest.Operation.PUT, "/bucket/c", false));
  }

  @Test
  void aFailingStoreFailsUntilItIsWellAgain() {
    gateway.suffer(Optional.of(Fault.FAILING_STORE));
    assertThatThrownBy(
            () ->
                client.putObject(
                    put -> put.bucket(BUCKET).key("d"), RequestBody.fromString("content")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(503);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
            });
    assertThat(requests).isNotEmpty().allMatch(StoreRequest::refused);
    gateway.suffer(Optional.of(Fault.CRASH)); // no fault of the store
    client.putObject(put -> put.bucket(BUCKET).key("d"), RequestBody.fromString("content"));
    assertThat(requests.getLast())
        .isEqualTo(request(StoreRequest.Operation.PUT, "/bucket/d", false));
  }

  @Test
  void whatIsNotPermittedIsNamedAsAwsNamesIt() throws IOException {
    Permissions permissions = new Permissions("us-east-1");
    permissions.deny("s3:GetObject");
    permissions.deny("s3:ListBucket");
    try (StoreGateway closed =
            new StoreGateway(
                server.endpoint(),
                StoreRequest.Caller.CLIENT,
                permissions,
                new Interference(),
                requests::add);
        S3Client denied = client(closed)) {
      // The forms of an object and of a bucket in the Service Authorization Reference of AWS.
      assertThatThrownBy(() -> denied.getObjectAsBytes(get -> get.bucket(BUCKET).key("a/b/c")))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e ->
                  assertThat(e.awsErrorDetails().errorMessage())
                      .isEqualTo(
                          "User: arn:aws:iam::000000000000:user/local is not authorized to perform:"
                              + " s3:GetObject on resource: arn:aws:s3:::bucket/a/b/c because no"
                              + " identity-based policy allows the s3:GetObject action"));
      assertThatThrownBy(() -> denied.listObjectsV2(list -> list.bucket(BUCKET)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e ->
                  assertThat(e.awsErrorDetails().errorMessage())
                      .contains(" on resource: arn:aws:s3:::bucket because "));
    }
  }
}
