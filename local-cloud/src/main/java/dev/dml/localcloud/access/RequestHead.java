package dev.dml.localcloud.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The first line and the headers of a request of HTTP/1.1.
 *
 * @param bytes all of it, with the empty line at its end
 * @param method such as GET
 * @param target path and query
 * @param length the number of bytes that follow
 * @param awaitsContinue whether they follow only after an answer 100
 */
// Handed on and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record RequestHead(
    byte[] bytes, String method, String target, long length, boolean awaitsContinue) {

  private static final int MOST_BYTES = 1 << 16;

  /** The next head; empty if the connection was closed before it. */
  public static Optional<RequestHead> read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 4) {
      int next = in.read();
      if (next < 0 || bytes.size() == MOST_BYTES) {
        if (bytes.size() == 0) {
          return Optional.empty();
        }
        throw new IOException("a request broke off in its headers, or they are too long");
      }
      bytes.write(next);
      ends = next == "\r\n\r\n".charAt(ends) ? ends + 1 : next == '\r' ? 1 : 0;
    }
    return Optional.of(of(bytes.toByteArray()));
  }

  /** The value of a header by its name in small letters; empty if there is none. */
  public String header(String name) {
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  private static RequestHead of(byte[] bytes) throws IOException {
    String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3) {
      throw new IOException("not a request: " + lines[0]);
    }
    long length = 0;
    boolean awaitsContinue = false;
    for (String line : lines) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring("content-length:".length()).strip());
      } else if (header.startsWith("transfer-encoding:")) {
        throw new IOException("a request without a length cannot be passed on");
      } else if (header.startsWith("expect:")) {
        awaitsContinue = true;
      }
    }
    return new RequestHead(bytes, first[0], first[1], length, awaitsContinue);
  }
}
