package dev.dml.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dml.s3.S3Store;
import dev.dml.store.ObjectStore;
import dev.dml.task.TimeLimit;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where AWS Lambda enters: a request is a batch of tasks, the response their outcomes.
 *
 * <p>The bucket is named by the environment variable {@code DML_BUCKET}, never by a request.
 */
public final class NuisanceHandler implements RequestStreamHandler {

  static final String BUCKET = "DML_BUCKET";
  static final String OWNER = "DML_BUCKET_OWNER";

  private static final int MOST_BYTES = 6 * 1024 * 1024;

  /** Enough to store results and to answer. */
  private static final Duration TO_STORE = Duration.ofSeconds(3);

  private final NuisanceFunction function;

  /** The handler of this process; AWS Lambda calls it once, before the first request. */
  public NuisanceHandler() {
    this(store(System.getenv()));
    Priming.beforeSnapshot(System.getenv());
  }

  /** A handler that reads and writes another store, such as one of this machine. */
  public NuisanceHandler(ObjectStore store) {
    Memory memory = Memory.ofThisProcess();
    this.function =
        new NuisanceFunction(
            store, DataCache.of(memory), memory, ExecutionEnvironment.ready(System.getenv()));
  }

  static ObjectStore store(Map<String, String> environment) {
    String bucket = environment.getOrDefault(BUCKET, "");
    if (bucket.isBlank()) {
      throw new IllegalStateException(
          "the environment variable "
              + BUCKET
              + " must name the bucket of the data, but is not set");
    }
    // Its role reads and writes objects, and nothing else.
    return new S3Store(
        client(S3Client.builder()),
        bucket,
        false,
        () -> Optional.ofNullable(environment.get(OWNER)).filter(owner -> !owner.isBlank()));
  }

  /**
   * A client whose requests are what they seem: it sends none again by itself, and a body as one
   * piece, whose checksum and length are in the headers. A body in chunks has a trailer, which
   * servers may leave unread; then the connection breaks, and a write that succeeded looks like one
   * that failed.
   */
  public static S3Client client(S3ClientBuilder builder) {
    return builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .overrideConfiguration(call -> call.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] request = input.readNBytes(MOST_BYTES + 1);
    BatchAnswer answer =
        request.length > MOST_BYTES
            ? new BatchAnswer.Refused(
                List.of("a request has at most " + MOST_BYTES + " bytes, but this one has more"))
            : function.answer(request, limit(context));
    output.write(answer.write());
  }

  private static TimeLimit limit(Context context) {
    return new TimeLimit(context::getRemainingTimeInMillis, TO_STORE);
  }
}
