package dev.dml.localcloud.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a caller must sign its requests with.
 *
 * @param accessKey the name
 * @param secretKey the secret
 */
public record Credentials(String accessKey, String secretKey) {

  public static Credentials random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    return new Credentials("LOCAL" + hex.substring(0, 15).toUpperCase(Locale.ROOT), hex);
  }
}
