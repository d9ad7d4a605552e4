package dev.dml.localcloud.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The passage to a server of the JDK, which writes the time of this machine into the head of every
 * answer: what passes here has the time of the cloud instead. It passes everything else as it is.
 *
 * @param interference knows the time of the cloud
 */
public record ClockPassage(Interference interference) implements Gateway.Passage {

  private static final int PIECE = 1 << 16;

  /** A body of JSON has no line that begins like this. */
  private static final String DATE = "\r\nDate: ";

  @Override
  public void forth(Socket caller, Socket server) throws IOException {
    caller.getInputStream().transferTo(server.getOutputStream());
  }

  /** The server writes the head of an answer at once. */
  @Override
  public void back(Socket server, Socket caller) throws IOException {
    byte[] piece = new byte[PIECE];
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
  }
}
