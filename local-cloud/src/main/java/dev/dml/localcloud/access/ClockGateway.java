package dev.dml.localcloud.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The way to a server of the JDK, which writes the time of this machine into the head of every
 * answer: what passes here has the time of the cloud instead. It passes everything else as it is.
 */
public final class ClockGateway implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int PIECE = 1 << 16;

  /** A body of JSON has no line that begins like this. */
  private static final String DATE = "\r\nDate: ";

  private final InetSocketAddress server;
  private final Interference interference;
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Opens it.
   *
   * @throws IOException if no port is free
   */
  public ClockGateway(InetSocketAddress server, Interference interference) throws IOException {
    this.server = server;
    this.interference = interference;
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    threads.execute(this::listen);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
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
      socket.getInputStream().transferTo(onward.getOutputStream());
    } catch (IOException e) {
      // One of the two is gone, and so is the other.
    }
  }

  /** The server writes the head of an answer at once. */
  private void answer(Socket server, Socket caller) {
    byte[] piece = new byte[PIECE];
    try (caller) {
      InputStream in = server.getInputStream();
      OutputStream out = caller.getOutputStream();
      for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
        String text = new String(piece, 0, size, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(DATE);
        byte[] date = interference.date().getBytes(StandardCharsets.US_ASCII);
        if (at >= 0 && at + DATE.length() + date.length <= size) {
          System.arraycopy(date, 0, piece, at + DATE.length(), date.length);
        }
        out.write(piece, 0, size);
      }
    } catch (IOException e) {
      // One of the two is gone, and so is the other.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      // Nobody can come any more in any case.
    }
    threads.shutdownNow();
  }
}
