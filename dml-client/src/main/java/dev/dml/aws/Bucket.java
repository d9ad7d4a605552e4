package dev.dml.aws;

import dev.dml.s3.S3Store;
import java.util.Optional;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of Amazon S3 with an open connection. */
public final class Bucket implements AutoCloseable {

  private final S3Client client;
  private final String name;
  private volatile Optional<String> owner = Optional.empty();

  private Bucket(S3Client client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * Opens a connection; nothing is sent yet.
   *
   * @param name the name of the bucket
   * @param region its region; what the AWS SDK finds if left out
   * @throws dev.dml.data.InvalidInput if there is no region
   */
  public static Bucket open(String name, Optional<String> region) {
    return new Bucket(
        S3Client.builder()
            .httpClientBuilder(AwsCrtHttpClient.builder())
            .region(AwsRegion.region(region))
            .build(),
        name);
  }

  /** The name of the bucket. */
  public String name() {
    return name;
  }

  /** Has Amazon S3 refuse what is asked from now on, unless the bucket is of this account. */
  public void mustBeOf(String account) {
    owner = Optional.of(account);
  }

  /** The bucket as a store. */
  public S3Store store() {
    return new S3Store(client, name, true, () -> owner);
  }

  @Override
  public void close() {
    client.close();
  }
}
