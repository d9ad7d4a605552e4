package dev.dml.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dml.s3.S3Store;
import dev.dml.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where AWS Lambda enters: a request is a batch of tasks, the response their outcomes.
 *
 * <p>The bucket is named by the environment variable {@code DML_BUCKET}, never by a request.
 */
public final class NuisanceHandler implements RequestStreamHandler {

  private static final int MOST_BYTES = 6 * 1024 * 1024;

  private final NuisanceFunction function;

  /** The handler of this process; AWS Lambda calls it once, before the first request. */
  public NuisanceHandler() {
    this(store(System.getenv()));
  }

  NuisanceHandler(ObjectStore store) {
    this.function = new NuisanceFunction(store, DataCache.ofThisHeap());
  }

  private static ObjectStore store(Map<String, String> environment) {
    String bucket = environment.getOrDefault("DML_BUCKET", "");
    if (bucket.isBlank()) {
      throw new IllegalStateException(
          "the environment variable DML_BUCKET must name the bucket of the data, but is not set");
    }
    return new S3Store(
        S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build(), bucket);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(function.answer(input.readNBytes(MOST_BYTES)).write());
  }
}
