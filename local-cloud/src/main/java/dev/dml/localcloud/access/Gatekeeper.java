package dev.dml.localcloud.access;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a request to one of AWS's interfaces in JSON is looked at: it is signed, in time and by
 * credentials that are accepted, and not too large.
 *
 * @param signature checks signatures
 * @param interference says whether credentials are expired and how clocks differ
 * @param mostBytes how large a request may be
 */
public record Gatekeeper(Signature signature, Interference interference, int mostBytes) {

  /** Why a request is refused before anybody looks at it. */
  public Optional<Refusal> refusal(HttpExchange exchange, byte[] payload) {
    if (payload.length > mostBytes) {
      return Optional.of(Refusal.tooLarge(mostBytes));
    }
    if (interference.isExpired()) {
      return Optional.of(Refusal.expired());
    }
    Optional<String> offTime =
        interference.offTime(
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Date")).orElse(""));
    if (offTime.isPresent()) {
      return offTime.map(Refusal::offTime);
    }
    return signature.refusal(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        payload);
  }

  public static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    exchange.getResponseHeaders().add("x-amzn-ErrorType", refusal.type());
    reply(exchange, refusal.status(), bytes(refusal.body()));
  }

  public static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
