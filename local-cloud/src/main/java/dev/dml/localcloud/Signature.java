package dev.dml.localcloud;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks AWS Signature Version 4 of requests without a query.
 *
 * <p>Source: AWS, Identity and Access Management User Guide, "Create a signed AWS API request".
 *
 * @param credentials what requests must be signed with
 */
record Signature(Credentials credentials) {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8}/[^/]+/[^/]+/aws4_request),"
              + "\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  /** Why a request must be refused; empty if it is signed well. */
  Optional<Refusal> refusal(String method, URI target, Headers headers, byte[] body) {
    String authorization = headers.getFirst("Authorization");
    Matcher parts = AUTHORIZATION.matcher(authorization == null ? "" : authorization);
    if (!parts.matches()) {
      return Optional.of(Refusal.unsigned());
    }
    if (!parts.group(1).equals(credentials.accessKey())) {
      return Optional.of(Refusal.unknownKey());
    }
    String request = canonical(method, target, headers, List.of(parts.group(3).split(";")), body);
    String date = String.valueOf(headers.getFirst("X-Amz-Date"));
    String scope = parts.group(2);
    String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(bytes(request));
    return hex(mac(key(scope), toSign)).equals(parts.group(4))
        ? Optional.empty()
        : Optional.of(Refusal.wrongSignature());
  }

  private static String canonical(
      String method, URI target, Headers headers, List<String> signed, byte[] body) {
    StringBuilder text = new StringBuilder();
    // The path is encoded once more, and there is no query.
    text.append(method).append('\n').append(encoded(target.getRawPath())).append("\n\n");
    for (String name : new TreeSet<>(signed)) {
      String value = String.join(",", headers.getOrDefault(name, List.of()));
      text.append(name).append(':').append(value.strip().replaceAll(" +", " ")).append('\n');
    }
    text.append('\n').append(String.join(";", signed)).append('\n');
    return text.append(sha256(body)).toString();
  }

  private static String encoded(String path) {
    StringBuilder text = new StringBuilder();
    for (byte value : bytes(path)) {
      boolean plain =
          value == '/'
              || "-._~".indexOf(value) >= 0
              || (value >= 0 && Character.isLetterOrDigit((char) value));
      text.append(plain ? String.valueOf((char) value) : String.format("%%%02X", value & 0xff));
    }
    return text.toString();
  }

  private byte[] key(String scope) {
    byte[] key = bytes("AWS4" + credentials.secretKey());
    for (String part : scope.toLowerCase(Locale.ROOT).split("/")) {
      key = mac(key, part);
    }
    return key;
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
