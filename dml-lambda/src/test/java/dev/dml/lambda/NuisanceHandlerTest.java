package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import dev.dml.wire.BatchAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** A snapshot must hold no connection; whatever it held would be stale in its copies. */
  @Test
  void initMakesNoRequest() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    Map<String, String> properties =
        Map.of(
            "aws.endpointUrlS3", "http://127.0.0.1:" + server.getAddress().getPort(),
            "aws.region", "us-east-1",
            "aws.accessKeyId", "key",
            "aws.secretAccessKey", "secret");
    properties.forEach(System::setProperty);
    try {
      ObjectStore store = NuisanceHandler.store(Map.of(NuisanceHandler.BUCKET, "bucket"));
      assertThat(new NuisanceHandler(store)).isNotNull();
      assertThat(requests).hasValue(0);
      assertThat(store.has("data/missing")).isFalse();
      assertThat(requests).hasValue(1);
    } finally {
      properties.keySet().forEach(System::clearProperty);
      server.stop(0);
    }
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
