package dev.dml.wire;

import dev.dml.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 in hexadecimal, as names of contents. */
public final class Digests {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Digests() {}

  public static String of(String text) {
    return HexFormat.of().formatHex(sha().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static String of(Content content) {
    try (InputStream in = content.stream().get()) {
      return of(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  private static String of(InputStream in) throws IOException {
    MessageDigest sha = sha();
    byte[] block = new byte[1 << 16];
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      sha.update(block, 0, count);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  public static void check(String what, String digest) {
    if (!isOne(digest)) {
      throw new IllegalArgumentException(
          what + " must be named by 64 hexadecimal digits, but was " + digest);
    }
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
