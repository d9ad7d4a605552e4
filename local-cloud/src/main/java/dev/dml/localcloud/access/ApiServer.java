package dev.dml.localcloud.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where requests to one of AWS's interfaces in JSON come in: those that the gatekeeper lets pass
 * are served, each on a thread of its own.
 */
public final class ApiServer implements AutoCloseable {

  /** Serves requests. */
  public interface Service {

    /** Answers a request, or does not, as if the connection were lost. */
    void serve(HttpExchange exchange, byte[] payload) throws IOException;
  }

  private static final int BACKLOG = 4096;

  private final HttpServer server;
  private final Gateway gateway;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Gatekeeper gatekeeper;
  private final Activity activity;
  private final Service service;

  /**
   * Opens it.
   *
   * @param activity is told of each request
   * @throws IOException if no port is free
   */
  public ApiServer(Gatekeeper gatekeeper, Activity activity, Service service) throws IOException {
    this.gatekeeper = gatekeeper;
    this.activity = activity;
    this.service = service;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
    gateway = new Gateway(server.getAddress(), new ClockPassage(gatekeeper.interference()));
  }

  public URI endpoint() {
    return gateway.endpoint();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Interference interference = gatekeeper.interference();
    activity.began();
    Closeable connection = exchange::close;
    interference.opened(connection);
    try (exchange) {
      if (interference.isCut()) {
        return; // closed without an answer
      }
      byte[] payload = exchange.getRequestBody().readNBytes(gatekeeper.mostBytes() + 1);
      // What is left must be taken, or the caller sees a broken connection instead of the answer.
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      Optional<Refusal> refusal = gatekeeper.refusal(exchange, payload);
      if (refusal.isPresent()) {
        Gatekeeper.refuse(exchange, refusal.get());
      } else {
        service.serve(exchange, payload);
      }
    } finally {
      interference.closed(connection);
      activity.ended();
    }
  }

  @Override
  public void close() {
    gateway.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
