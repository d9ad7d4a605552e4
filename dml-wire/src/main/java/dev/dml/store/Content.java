package dev.dml.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What is to be stored: so many bytes, read from a stream that can be opened again, since a
 * transfer may have to be repeated.
 *
 * @param size the number of bytes
 * @param stream opens the bytes from their beginning
 */
public record Content(long size, Supplier<InputStream> stream) {

  /** Checks the size. */
  public Content {
    if (size < 0) {
      throw new IllegalArgumentException("size must be at least 0, but was " + size);
    }
  }

  /** The bytes of an array, which nobody changes from now on. */
  public static Content of(byte[] bytes) {
    return new Content(bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** A text in UTF-8. */
  public static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
