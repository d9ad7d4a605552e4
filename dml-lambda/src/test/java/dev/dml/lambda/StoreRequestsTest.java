package dev.dml.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dml.s3.S3Store;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What is asked of Amazon S3, by a server that writes it down. */
class StoreRequestsTest {

  private final List<String> requests = new ArrayList<>();

  /** A bucket whose objects expire after so many days. */
  private List<String> keep(int days) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String expiry =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plus(days, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC));
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " of "
                  + exchange.getRequestHeaders().getFirst("x-amz-expected-bucket-owner"));
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          boolean put = exchange.getRequestMethod().equals("PUT");
          byte[] body =
              put
                  ? "<CopyObjectResult><ETag>0</ETag></CopyObjectResult>"
                      .getBytes(StandardCharsets.UTF_8)
                  : new byte[0];
          exchange
              .getResponseHeaders()
              .add("x-amz-expiration", "expiry-date=\"" + expiry + "\", rule-id=\"expire\"");
          exchange.sendResponseHeaders(200, put ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (S3Client client =
        NuisanceHandler.client(
            S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("key", "secret"))))) {
      S3Store store = new S3Store(client, "bucket", true, () -> Optional.of("123456789012"));
      assertThat(store.keep("data/one")).isTrue();
      return requests;
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatExpiresSoonIsCopiedOntoItself() throws IOException {
    assertThat(keep(2)).containsExactly("HEAD of 123456789012", "PUT of 123456789012");
  }

  @Test
  void whatStaysForLongIsLeftAlone() throws IOException {
    assertThat(keep(20)).containsExactly("HEAD of 123456789012");
  }
}
