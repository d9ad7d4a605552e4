package dev.dml.data.csv;

import dev.dml.data.InvalidInput;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The characters of a CSV file: decompressed if its first bytes are those of gzip, decoded as
 * strict UTF-8, without the byte order mark. Knows the separator and how the text ended.
 */
final class CsvText extends FilterReader {

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final char separator;
  private char last;
  private char secondToLast;

  private CsvText(Reader in, char separator) {
    super(in);
    this.separator = separator;
  }

  static CsvText open(Path file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      FileSignature.refuse(bytes, file);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(decompressed(bytes), StandardCharsets.UTF_8.newDecoder()),
              BUFFER);
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      char separator = CsvSeparator.of(reader);
      return new CsvText(separator == ' ' ? new BlankRuns(reader) : reader, separator);
    } catch (IOException | InvalidInput e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream decompressed(BufferedInputStream bytes) throws IOException {
    bytes.mark(2);
    int magic = bytes.read() | bytes.read() << 8;
    bytes.reset();
    return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }

  /** What separates the fields. */
  char separator() {
    return separator;
  }

  /** Whether the text ended in a quote, but for the end of the last line. */
  boolean endedInQuote() {
    return last == '"' || ((last == '\n' || last == '\r') && secondToLast == '"');
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c >= 0) {
      remember((char) c);
    }
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = Math.max(0, count - 3); i < count; i++) {
      remember(buffer[offset + i]);
    }
    return count;
  }

  private void remember(char c) {
    // A line that ends in \r\n counts as one that ends in \n.
    if (!(c == '\n' && last == '\r')) {
      secondToLast = last;
    }
    last = c;
  }
}
