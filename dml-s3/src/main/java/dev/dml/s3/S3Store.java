package dev.dml.s3;

import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A store in a bucket of Amazon S3.
 *
 * <p>Objects are made with {@code If-None-Match: *}, so that of several writers exactly one
 * succeeds. One request each, but for {@link #names}, which needs one for every thousand names.
 *
 * @param client the SDK's client; whoever made it closes it
 * @param bucket the name of the bucket
 * @param mayList whether the client's credentials may list the bucket. To others Amazon S3 answers
 *     403 where there is no object, so that {@link #open} finds nothing in what is closed to them
 * @param owner the account that the bucket must be of, as far as it is known by then: Amazon S3
 *     refuses requests to a bucket of the same name that somebody else has
 */
public record S3Store(
    S3Client client, String bucket, boolean mayList, Supplier<Optional<String>> owner)
    implements ObjectStore {

  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final String DENIED = "AccessDenied";
  private static final int MOST_CONFLICTS = 5;
  private static final Pattern EXPIRY = Pattern.compile("expiry-date=\"([^\"]+)\"");

  /** A run may take days, if it is gone on with. */
  private static final Duration SOON = Duration.ofDays(7);

  /** A store for credentials that may list the bucket. */
  public S3Store(S3Client client, String bucket) {
    this(client, bucket, true, Optional::empty);
  }

  /**
   * Asks whether the bucket is there and open, in the region of the client.
   *
   * @return its region, if Amazon S3 says it
   * @throws StoreException with a sentence that says what to do
   */
  public Optional<String> locate() {
    return call(
        "",
        () ->
            Optional.ofNullable(
                client
                    .headBucket(head -> head.bucket(bucket).expectedBucketOwner(expected()))
                    .bucketRegion()));
  }

  @Override
  public Optional<InputStream> open(String name) {
    return call(
        name,
        () -> {
          try {
            return Optional.of(
                client.getObject(
                    get -> get.bucket(bucket).key(name).expectedBucketOwner(expected())));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          } catch (S3Exception e) {
            if (!mayList && isDenied(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private static boolean isDenied(S3Exception e) {
    return e.statusCode() == FORBIDDEN
        && e.awsErrorDetails() != null
        && DENIED.equals(e.awsErrorDetails().errorCode());
  }

  @Override
  public boolean create(String name, Content content) {
    ContentStreamProvider stream = content.stream()::get;
    RequestBody body =
        RequestBody.fromContentProvider(stream, content.size(), "application/octet-stream");
    return call(name, () -> put(name, body, 1));
  }

  private boolean put(String name, RequestBody body, int attempt) {
    try {
      client.putObject(
          put -> put.bucket(bucket).key(name).expectedBucketOwner(expected()).ifNoneMatch("*"),
          body);
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      // Another writer was at it; whether it succeeds is not known yet.
      if (e.statusCode() == CONFLICT && attempt < MOST_CONFLICTS) {
        return put(name, body, attempt + 1);
      }
      throw e;
    }
  }

  @Override
  public List<String> names(String prefix) {
    return call(
        prefix,
        () ->
            client
                .listObjectsV2Paginator(
                    list -> list.bucket(bucket).prefix(prefix).expectedBucketOwner(expected()))
                .contents()
                .stream()
                .map(S3Object::key)
                .sorted()
                .toList());
  }

  @Override
  public boolean has(String name) {
    return call(name, () -> head(name).isPresent());
  }

  @Override
  public boolean keep(String name) {
    return call(
        name,
        () -> {
          Optional<HeadObjectResponse> found = head(name);
          if (found.isPresent() && expiresSoon(found.get())) {
            renew(name);
          }
          return found.isPresent();
        });
  }

  private Optional<HeadObjectResponse> head(String name) {
    try {
      return Optional.of(
          client.headObject(head -> head.bucket(bucket).key(name).expectedBucketOwner(expected())));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Amazon S3 says by which rule, and when, it removes an object. */
  private static boolean expiresSoon(HeadObjectResponse object) {
    return Optional.ofNullable(object.expiration())
        .map(EXPIRY::matcher)
        .filter(Matcher::find)
        .map(found -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(found.group(1), Instant::from))
        .filter(at -> at.isBefore(Instant.now().plus(SOON)))
        .isPresent();
  }

  /** A copy onto itself is a new object. */
  private void renew(String name) {
    client.copyObject(
        copy ->
            copy.sourceBucket(bucket)
                .sourceKey(name)
                .destinationBucket(bucket)
                .destinationKey(name)
                .expectedBucketOwner(expected())
                .expectedSourceBucketOwner(expected())
                .metadataDirective(MetadataDirective.REPLACE));
  }

  private @Nullable String expected() {
    return owner.get().orElse(null);
  }

  @Override
  public String location(String name) {
    return "s3://" + bucket + "/" + name;
  }

  private <T> T call(String name, Supplier<T> request) {
    try {
      return request.get();
    } catch (AbortedException e) {
      // The SDK takes the interrupt away that it reports.
      Thread.currentThread().interrupt();
      throw new StoreException(location(name) + " was not waited for: interrupted", e, true);
    } catch (SdkException e) {
      S3Error error = new S3Error(location(name), bucket, e);
      throw new StoreException(error.sentence(), e, error.mayPass());
    }
  }
}
