package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NuisanceHandlerTest {

  @TempDir private Path folder;

  @Test
  void withoutABucketItDoesNotStart() {
    assertThatThrownBy(() -> NuisanceHandler.store(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the environment variable DML_BUCKET must name the bucket of the data, but is not set");
  }

  /** A server that counts requests and answers each in one way. */
  private static HttpServer server(AtomicInteger requests, int status, String body)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
          if (!empty) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void withStore(HttpServer server, Consumer<ObjectStore> use) {
    Map<String, String> properties =
        Map.of(
            "aws.endpointUrlS3", "http://127.0.0.1:" + server.getAddress().getPort(),
            "aws.region", "us-east-1",
            "aws.accessKeyId", "key",
            "aws.secretAccessKey", "secret");
    properties.forEach(System::setProperty);
    try {
      use.accept(NuisanceHandler.store(Map.of(NuisanceHandler.BUCKET, "bucket")));
    } finally {
      properties.keySet().forEach(System::clearProperty);
      server.stop(0);
    }
  }

  /** A snapshot must hold no connection; whatever it held would be stale in its copies. */
  @Test
  void initMakesNoRequest() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    withStore(
        server(requests, 404, ""),
        store -> {
          assertThat(new NuisanceHandler(store)).isNotNull();
          assertThat(requests).hasValue(0);
          assertThat(store.has("data/missing")).isFalse();
          assertThat(requests).hasValue(1);
        });
  }

  /**
   * So Amazon S3 answers to who may not list the bucket, as its documentation of GetObject says.
   */
  @Test
  void whatIsMissingIsForbiddenToAFunctionThatMayNotList() throws IOException {
    withStore(
        server(new AtomicInteger(), 403, "<Error><Code>AccessDenied</Code></Error>"),
        store -> assertThat(store.open("data/missing")).isEmpty());
    withStore(
        server(new AtomicInteger(), 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>"),
        store ->
            assertThatThrownBy(() -> store.open("data/missing"))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                    "AWS does not accept these credentials (SignatureDoesNotMatch); renew them"
                        + " ('aws configure', 'aws sso login') or set AWS_PROFILE"));
  }

  @Test
  void aRequestBeyondSixMegabytesIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NuisanceHandler(new FolderStore(folder))
        .handleRequest(new ByteArrayInputStream(new byte[6 * 1024 * 1024 + 1]), out, null);
    assertThat(BatchAnswer.read(out.toByteArray(), Map.of()))
        .isEqualTo(
            new BatchAnswer.Refused(
                List.of("a request has at most 6291456 bytes, but this one has more")));
  }
}
