package dev.dml.file.stata;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a file of Stata from front to back, in its byte order. */
final class StataInput {

  /** Longer texts and tables than this are taken for a damaged length. */
  private static final long MOST_BYTES = 1L << 30;

  private final InputStream in;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private Charset charset = StandardCharsets.ISO_8859_1;

  StataInput(InputStream in) {
    this.in = in;
  }

  void setOrder(ByteOrder byteOrder) {
    this.order = byteOrder;
  }

  /** From format 118 on texts are UTF-8. */
  void setUnicode() {
    charset = StandardCharsets.UTF_8;
  }

  Charset charset() {
    return charset;
  }

  /** The next bytes, in the order of the file. */
  ByteBuffer bytes(long count) throws IOException {
    if (count < 0 || count > MOST_BYTES) {
      throw new StataDamage("a part of it is " + count + " bytes long by what it says");
    }
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(order);
  }

  void skip(long count) throws IOException {
    if (count < 0) {
      throw new StataDamage("a part of it is " + count + " bytes long by what it says");
    }
    in.skipNBytes(count);
  }

  int u8() throws IOException {
    return Byte.toUnsignedInt(bytes(1).get());
  }

  int u16() throws IOException {
    return Short.toUnsignedInt(bytes(2).getShort());
  }

  long u32() throws IOException {
    return Integer.toUnsignedLong(bytes(4).getInt());
  }

  long u64() throws IOException {
    return bytes(8).getLong();
  }

  /** A text in a field of fixed width, which a zero ends. */
  String text(int width) throws IOException {
    return text(bytes(width).array(), 0, width);
  }

  /** A text in a part of a buffer, which a zero ends. */
  String text(ByteBuffer buffer, int from, int width) {
    byte[] bytes = new byte[width];
    buffer.get(from, bytes);
    return text(bytes, 0, width);
  }

  String text(byte[] bytes, int from, int width) {
    int end = from;
    while (end < from + width && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, charset);
  }

  /** The next characters, which must be these. */
  void expect(String mark) throws IOException {
    String found = new String(bytes(mark.length()).array(), StandardCharsets.ISO_8859_1);
    if (!found.equals(mark)) {
      throw new StataDamage("where " + mark + " should be, there is something else");
    }
  }

  /** Whether the next characters are these, of two that begin alike and are as long. */
  boolean is(String mark, String other) throws IOException {
    String found = new String(bytes(mark.length()).array(), StandardCharsets.ISO_8859_1);
    if (!found.equals(mark) && !other.startsWith(found)) {
      throw new StataDamage("where " + mark + " should be, there is something else");
    }
    if (!found.equals(mark)) {
      expect(other.substring(found.length()));
    }
    return found.equals(mark);
  }

  /** Whether nothing is left. */
  boolean ended() throws IOException {
    in.mark(1);
    boolean ended = in.read() < 0;
    if (!ended) {
      in.reset();
    }
    return ended;
  }
}
