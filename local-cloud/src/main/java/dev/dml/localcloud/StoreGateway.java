package dev.dml.localcloud;

import dev.dml.localcloud.access.Gateway;
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
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of one caller to the S3 server. It counts requests, and delays or refuses them while it
 * is told to.
 *
 * <p>It passes the bytes of requests and answers on as they are, the Host header among them, so
 * that signatures stay valid.
 */
final class StoreGateway implements Gateway.Passage, AutoCloseable {

  private static final Duration DELAY = Duration.ofMillis(200);

  private final StoreRequest.Caller caller;
  private final Permissions permissions;
  private final Interference interference;
  private final Consumer<StoreRequest> log;
  private final Gateway gateway;
  private volatile Trouble trouble = new Trouble(Optional.empty());

  StoreGateway(
      URI server,
      StoreRequest.Caller caller,
      Permissions permissions,
      Interference interference,
      Consumer<StoreRequest> log)
      throws IOException {
    this.caller = caller;
    this.permissions = permissions;
    this.interference = interference;
    this.log = log;
    this.gateway =
        new Gateway(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), this);
  }

  URI endpoint() {
    return gateway.endpoint();
  }

  /** From now on, requests meet this fault, if it is one of the store. */
  void suffer(Optional<Fault> fault) {
    trouble = new Trouble(fault);
  }

  @Override
  public void forth(Socket caller, Socket server) throws IOException, InterruptedException {
    interference.opened(caller);
    try {
      InputStream in = new BufferedInputStream(caller.getInputStream());
      Optional<RequestHead> head = RequestHead.read(in);
      while (head.isPresent()) {
        request(head.get(), in, server.getOutputStream(), caller.getOutputStream());
        head = RequestHead.read(in);
      }
    } finally {
      interference.closed(caller);
    }
  }

  @Override
  public void back(Socket server, Socket caller) throws IOException {
    server.getInputStream().transferTo(caller.getOutputStream());
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
    gateway.close();
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
