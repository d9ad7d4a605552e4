package dev.dml.wire.stored;

import dev.dml.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix in NumPy's file format {@code .npy}, version 1.0, column by column ({@code
 * fortran_order}), little-endian. Source: NumPy Enhancement Proposal 1, "A Simple File Format for
 * NumPy Arrays".
 *
 * @param type what an element is
 * @param rows the number of rows
 * @param columns the number of columns
 */
record Npy(Type type, int rows, int columns) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(<f8|<i4)', 'fortran_order': True, 'shape': \\((\\d{1,9}), (\\d{1,9})\\),"
              + " \\} *\n");

  /** The elements that this program stores. */
  enum Type {
    DOUBLE("<f8", 8),
    INT("<i4", 4);

    private final String description;
    private final int bytes;

    Type(String description, int bytes) {
      this.description = description;
      this.bytes = bytes;
    }
  }

  /** Says that bytes are not a matrix in this format. */
  static final class FormatException extends IOException {

    private static final long serialVersionUID = 1;

    FormatException(String sentence) {
      super(sentence);
    }
  }

  /** Gives the bits of an element. */
  interface Elements {
    long bits(int row, int column);
  }

  /** Takes the bits of an element. */
  interface Sink {
    void accept(int row, int column, long bits);
  }

  /** The matrix as a file. */
  Content content(Elements elements) {
    byte[] header = header();
    long size = header.length + (long) rows * columns * type.bytes;
    return new Content(size, () -> new Stream(header, elements));
  }

  private byte[] header() {
    String text =
        "{'descr': '%s', 'fortran_order': True, 'shape': (%d, %d), }"
            .formatted(type.description, rows, columns);
    int unpadded = MAGIC.length + 2 + text.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    String padded = text + " ".repeat(padding) + "\n";
    return ByteBuffer.allocate(MAGIC.length + 2 + padded.length())
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  /**
   * Reads what is before the elements.
   *
   * @throws FormatException if it is not of the form that {@link #content} writes
   */
  static Npy readHeader(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    byte[] size = in.readNBytes(2);
    int length = size.length < 2 ? 0 : (size[0] & 0xff) | (size[1] & 0xff) << 8;
    byte[] header = in.readNBytes(length);
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
    if (!Arrays.equals(magic, MAGIC) || !matcher.matches()) {
      throw new FormatException("it is not a matrix in .npy format 1.0 stored column by column");
    }
    Type type = matcher.group(1).equals(Type.DOUBLE.description) ? Type.DOUBLE : Type.INT;
    return new Npy(type, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
  }

  /**
   * Reads the elements, which follow the header.
   *
   * @throws FormatException if there are too few or too many
   */
  void readElements(InputStream in, Sink sink) throws IOException {
    int perBlock = 1 << 13;
    byte[] block = new byte[perBlock * type.bytes];
    for (int column = 0; column < columns; column++) {
      for (int first = 0; first < rows; first += perBlock) {
        int count = Math.min(perBlock, rows - first);
        if (in.readNBytes(block, 0, count * type.bytes) < count * type.bytes) {
          throw new FormatException("it ends before its last element");
        }
        ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
          sink.accept(first + i, column, type == Type.DOUBLE ? buffer.getLong() : buffer.getInt());
        }
      }
    }
    if (in.read() >= 0) {
      throw new FormatException("there are bytes after the last element");
    }
  }

  /** The bytes of the file, made while they are read. */
  private final class Stream extends InputStream {

    private final Elements elements;
    private final ByteBuffer block;
    private int row;
    private int column;

    Stream(byte[] header, Elements elements) {
      this.elements = elements;
      this.block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
      block.put(header).flip();
    }

    @Override
    public int read() {
      return fill() ? block.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, block.remaining());
      block.get(target, offset, count);
      return count;
    }

    private boolean fill() {
      if (block.hasRemaining()) {
        return true;
      }
      block.clear();
      while (column < columns && rows > 0 && block.remaining() >= type.bytes) {
        long bits = elements.bits(row, column);
        if (type == Type.DOUBLE) {
          block.putLong(bits);
        } else {
          block.putInt((int) bits);
        }
        row++;
        if (row == rows) {
          row = 0;
          column++;
        }
      }
      block.flip();
      return block.hasRemaining();
    }
  }
}
