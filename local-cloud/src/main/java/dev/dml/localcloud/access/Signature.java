package dev.dml.localcloud.access;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Checks AWS Signature Version 4 of requests without a query: the SDK of AWS signs them once more,
 * at the time and for the service and region that they name, and must come to the same.
 *
 * @param credentials what requests must be signed with
 */
public record Signature(Credentials credentials) {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request,"
              + "\\s*SignedHeaders=([^,]+),\\s*Signature=([0-9a-f]{64})");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  /** Why a request must be refused; empty if it is signed well. */
  Optional<Refusal> refusal(String method, URI target, Headers headers, byte[] body) {
    Matcher said = AUTHORIZATION.matcher(first(headers, "Authorization"));
    if (!said.matches()) {
      return Optional.of(Refusal.unsigned());
    }
    if (!said.group(1).equals(credentials.accessKey())) {
      return Optional.of(Refusal.unknownKey());
    }
    try {
      Matcher signed = AUTHORIZATION.matcher(signed(method, target, headers, body, said));
      return signed.matches() && signed.group(5).equals(said.group(5))
          ? Optional.empty()
          : Optional.of(Refusal.wrongSignature());
    } catch (DateTimeParseException e) {
      return Optional.of(Refusal.wrongSignature());
    }
  }

  private String signed(String method, URI target, Headers headers, byte[] body, Matcher said) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("http://" + first(headers, "Host")).resolve(target));
    for (String name : said.group(4).split(";")) {
      request.putHeader(name, headers.getOrDefault(name, List.of()));
    }
    Instant when = Instant.from(DATE.parse(first(headers, "X-Amz-Date")));
    return SIGNER
        .sign(
            sign ->
                sign.identity(
                        AwsCredentialsIdentity.create(
                            credentials.accessKey(), credentials.secretKey()))
                    .request(request.build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.REGION_NAME, said.group(2))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, said.group(3))
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(when, ZoneOffset.UTC)))
        .request()
        .firstMatchingHeader("Authorization")
        .orElse("");
  }

  private static String first(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name)).orElse("");
  }
}
