package dev.dml.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 that a file must have.
 *
 * @param sha256 64 lower case hexadecimal digits
 */
record Checksum(String sha256) {

  Checksum {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 lower case hexadecimal digits, but was " + sha256);
    }
  }

  static Checksum of(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return new Checksum(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Refuses a file, which came from a source, if it is another one than expected. */
  void verify(Path file, String source) throws IOException {
    Checksum actual = of(file);
    if (!equals(actual)) {
      throw new FetchException(
          source
              + " is not the expected file: its SHA-256 is "
              + actual.sha256
              + ", but must be "
              + sha256
              + "; nothing was kept");
    }
  }
}
