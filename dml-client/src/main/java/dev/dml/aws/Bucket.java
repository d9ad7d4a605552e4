package dev.dml.aws;

import dev.dml.s3.S3Store;
import dev.dml.store.ObjectStore;
import java.util.Optional;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A bucket of Amazon S3 with an open connection. */
public final class Bucket implements AutoCloseable {

  private final S3Client client;
  private final String name;

  private Bucket(S3Client client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * Opens a connection; nothing is sent yet.
   *
   * @param name the name of the bucket
   * @param region its region; what the AWS SDK finds if left out
   */
  public static Bucket open(String name, Optional<String> region) {
    S3ClientBuilder builder = S3Client.builder().httpClientBuilder(AwsCrtHttpClient.builder());
    region.ifPresent(known -> builder.region(Region.of(known)));
    return new Bucket(builder.build(), name);
  }

  /** The bucket as a store. */
  public ObjectStore store() {
    return new S3Store(client, name);
  }

  @Override
  public void close() {
    client.close();
  }
}
