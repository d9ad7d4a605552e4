package dev.dml.localcloud.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A port of this machine that leads to a server: each connection to it becomes one to the server,
 * until one of the two sides closes its own.
 */
public final class Gateway implements AutoCloseable {

  /** What passes between a caller and the server. */
  public interface Passage {

    /** Carries what the caller says, until it says no more. */
    void forth(Socket caller, Socket server) throws IOException, InterruptedException;

    /** Carries back what the server says, on another thread, until it says no more. */
    void back(Socket server, Socket caller) throws IOException;
  }

  private static final int BACKLOG = 1024;

  private final InetSocketAddress server;
  private final Passage passage;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Opens it.
   *
   * @throws IOException if no port is free
   */
  public Gateway(InetSocketAddress server, Passage passage) throws IOException {
    this.server = server;
    this.passage = passage;
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        threads.execute(() -> serve(caller));
      } catch (IOException e) {
        // Closed, or the caller is gone already.
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket onward = new Socket()) {
      caller.setTcpNoDelay(true);
      onward.setTcpNoDelay(true);
      onward.connect(server);
      threads.execute(() -> answer(onward, caller));
      passage.forth(caller, onward);
    } catch (IOException | InterruptedException e) {
      // Either side may end a connection at any time; the other side sees that it is closed.
    }
  }

  private void answer(Socket from, Socket to) {
    try (from;
        to) {
      passage.back(from, to);
    } catch (IOException e) {
      // As above.
    }
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
}
