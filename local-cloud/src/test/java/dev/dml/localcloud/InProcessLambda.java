package dev.dml.localcloud;

import dev.dml.lambda.NuisanceHandler;
import dev.dml.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** AWS's client with the function in this process, for replies that a local cloud does not give. */
final class InProcessLambda implements LambdaAsyncClient {

  private final NuisanceHandler handler;
  private final Deque<Function<byte[], CompletableFuture<InvokeResponse>>> first;

  /**
   * A client of the function.
   *
   * @param store what the function reads and writes
   * @param first what comes of the first invocations, one after the other; then the function
   *     answers
   */
  InProcessLambda(
      ObjectStore store, List<Function<byte[], CompletableFuture<InvokeResponse>>> first) {
    this.handler = new NuisanceHandler(store);
    this.first = new ArrayDeque<>(first);
  }

  @Override
  public CompletableFuture<InvokeResponse> invoke(InvokeRequest request) {
    byte[] payload = request.payload().asByteArray();
    return first.isEmpty()
        ? CompletableFuture.completedFuture(response(answer(payload)))
        : first.remove().apply(payload);
  }

  private byte[] answer(byte[] request) {
    return answer(handler, request);
  }

  static byte[] answer(NuisanceHandler handler, byte[] request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(request), out, new PlentyOfTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static InvokeResponse response(byte[] payload) {
    InvokeResponse.Builder response = InvokeResponse.builder();
    response.responseMetadata(DefaultAwsResponseMetadata.create(Map.of()));
    return response.statusCode(200).payload(SdkBytes.fromByteArray(payload)).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
