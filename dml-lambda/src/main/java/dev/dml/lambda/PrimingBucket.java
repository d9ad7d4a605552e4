package dev.dml.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dml.s3.S3Store;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket inside this process, which the SDK reaches as it reaches Amazon S3: over a connection,
 * with signatures. Nothing leaves the process, the credentials are nobody's, and every connection
 * is closed after its answer, so that none is left in a snapshot.
 */
final class PrimingBucket implements AutoCloseable {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final S3Client client;

  PrimingBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    client =
        NuisanceHandler.client(
            S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")))
                .forcePathStyle(true));
  }

  /** What the function reads and writes. */
  ObjectStore store() {
    return new S3Store(client, "priming", false, Optional::empty);
  }

  /** Where its objects are put without a request. */
  ObjectStore within() {
    return new Objects(objects);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().add("Connection", "close");
      exchange.getResponseHeaders().add("ETag", "\"0\"");
      byte[] object =
          objects.get(exchange.getRequestURI().getPath().replaceFirst("^/priming/", ""));
      boolean reads = exchange.getRequestMethod().equals("GET");
      int status = reads && object == null ? 404 : 200;
      if (reads && object != null && object.length > 0) {
        exchange.sendResponseHeaders(status, object.length);
        exchange.getResponseBody().write(object);
      } else {
        exchange.sendResponseHeaders(status, -1);
      }
    }
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }

  /** The objects as a store of their own. */
  private record Objects(Map<String, byte[]> byName) implements ObjectStore {

    @Override
    public Optional<InputStream> open(String name) {
      throw new UnsupportedOperationException("it is read through the SDK");
    }

    @Override
    public boolean create(String name, Content content) {
      try (InputStream in = content.stream().get()) {
        return byName.put(name, in.readAllBytes()) == null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> names(String prefix) {
      return byName.keySet().stream().filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    @Override
    public boolean has(String name) {
      return byName.containsKey(name);
    }

    @Override
    public String location(String name) {
      return name;
    }
  }
}
