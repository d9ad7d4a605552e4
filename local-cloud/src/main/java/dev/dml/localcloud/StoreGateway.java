package dev.dml.localcloud;

import dev.dml.localcloud.access.Interference;
import dev.dml.localcloud.access.Permissions;
import dev.dml.localcloud.access.RequestHead;
import dev.dml.localcloud.fault.Fault;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The way of one caller to the S3 server. It counts requests, and delays or refuses them while it
 * is told to.
 *
 * <p>It passes the bytes of requests and answers on as they are, the Host header among them, so
 * that signatures stay valid.
 */
final class StoreGateway implements AutoCloseable {

  private static final Duration DELAY = Duration.ofMillis(200);
  private static final int BACKLOG = 1024;

  private final InetSocketAddress server;
  private final StoreRequest.Caller caller;
  private final Permissions permissions;
  private final Interference interference;
  private final Consumer<StoreRequest> log;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Trouble trouble = new Trouble(Optional.empty());

  StoreGateway(
      URI server,
      StoreRequest.Caller caller,
      Permissions permissions,
      Interference interference,
      Consumer<StoreRequest> log)
      throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    this.caller = caller;
    this.permissions = permissions;
    this.interference = interference;
    this.log = log;
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** From now on, requests meet this fault, if it is one of the store. */
  void suffer(Optional<Fault> fault) {
    trouble = new Trouble(fault);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        interference.opened(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or the caller is gone already.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        Socket onward = new Socket()) {
      socket.setTcpNoDelay(true);
      onward.setTcpNoDelay(true);
      onward.connect(server);
      threads.execute(() -> answer(onward, socket));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Optional<RequestHead> head = RequestHead.read(in);
      while (head.isPresent()) {
        request(head.get(), in, onward.getOutputStream(), socket.getOutputStream());
        head = RequestHead.read(in);
      }
    } catch (IOException | InterruptedException e) {
      // Either side may end a connection at any time; the other side sees that it is closed.
    } finally {
      interference.closed(socket);
    }
  }

  /** Carries back what the server says, until one of them closes. */
  private static void answer(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // As above.
    }
  }

  private void request(RequestHead head, InputStream in, OutputStream onward, OutputStream back)
      throws IOException, InterruptedException {
    boolean refused = trouble.refuses();
    StoreRequest request = StoreRequest.of(caller, head.method(), head.target(), refused);
    log.accept(request);
    Optional<StoreRefusal> refusal =
        refused
            ? Optional.of(StoreRefusal.slowDown())
            : StoreRefusal.of(head, interference)
                .or(() -> StoreRefusal.of(request, head, permissions));
    if (refusal.isPresent()) {
      if (head.awaitsContinue()) {
        back.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
      }
      in.skipNBytes(head.length());
      back.write(refusal.get().bytes(head.method()));
    } else {
      onward.write(head.bytes());
      copy(in, onward, head.length());
    }
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      // It listens no more, which is all that matters.
    }
    threads.shutdownNow();
  }

  /** What requests meet for the time of an invocation. */
  private static final class Trouble {

    private final Optional<Fault> fault;
    private boolean first = true;

    Trouble(Optional<Fault> fault) {
      this.fault = fault;
    }

    /** Whether the next request is refused; waits first if the store is slow. */
    boolean refuses() throws InterruptedException {
      if (fault.equals(Optional.of(Fault.SLOW_STORE))) {
        Thread.sleep(DELAY);
        return isFirst();
      }
      return fault.equals(Optional.of(Fault.FAILING_STORE));
    }

    private synchronized boolean isFirst() {
      boolean was = first;
      first = false;
      return was;
    }
  }
}
