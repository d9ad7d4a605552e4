package dev.dml.localcloud.access;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What comes between a client and the whole cloud for a while: no connection, credentials that are
 * not accepted any more, clocks that differ.
 */
public final class Interference {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Of one length, whatever the day. */
  private static final DateTimeFormatter HEAD =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** By so much a signature may differ from AWS Lambda's clock. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(5);

  private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
  private volatile Instant cutUntil = Instant.MIN;
  private volatile Instant expiredUntil = Instant.MIN;
  private volatile Duration skew = Duration.ZERO;

  /** Takes all connections away, and those that come within so long. */
  public void cut(Duration length) {
    cutUntil = Instant.now().plus(length);
    connections.forEach(Interference::close);
  }

  public boolean isCut() {
    return Instant.now().isBefore(cutUntil);
  }

  /** Knows a connection, which is taken away by a cut. */
  public void opened(Closeable connection) {
    connections.add(connection);
    if (isCut()) {
      close(connection);
    }
  }

  public void closed(Closeable connection) {
    connections.remove(connection);
  }

  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // The other side has closed it.
    }
  }

  /** Takes the credentials for expired for so long. */
  public void expire(Duration length) {
    expiredUntil = Instant.now().plus(length);
  }

  public boolean isExpired() {
    return Instant.now().isBefore(expiredUntil);
  }

  /** Has the clock of the cloud go ahead of this machine's by so much. */
  public void skew(Duration ahead) {
    skew = ahead;
  }

  /** The time of the cloud, as every answer has it in its head. */
  public String date() {
    return HEAD.format(now());
  }

  private Instant now() {
    return Instant.now().plus(skew);
  }

  /** What AWS Lambda says of a signature of a certain time, if that differs too much from its. */
  Optional<String> offTime(String signedAt) {
    Instant here = now();
    return time(signedAt)
        .filter(signed -> Duration.between(signed, here).abs().compareTo(MOST_SKEW) > 0)
        .map(signed -> signed.isBefore(here) ? expired(signedAt, here) : early(signedAt, here));
  }

  private static String expired(String signedAt, Instant here) {
    return "Signature expired: "
        + signedAt
        + " is now earlier than "
        + DATE.format(here.minus(MOST_SKEW))
        + " ("
        + DATE.format(here)
        + " - 5 min.)";
  }

  private static String early(String signedAt, Instant here) {
    return "Signature not yet current: "
        + signedAt
        + " is still later than "
        + DATE.format(here.plus(MOST_SKEW))
        + " ("
        + DATE.format(here)
        + " + 5 min.)";
  }

  /** Whether a signature's time is too far from that of Amazon S3. */
  public boolean isTooSkewed(String signedAt) {
    return time(signedAt)
        .filter(
            signed ->
                Duration.between(signed, now()).abs().compareTo(MOST_SKEW.multipliedBy(3)) > 0)
        .isPresent();
  }

  private static Optional<Instant> time(String signedAt) {
    try {
      return Optional.of(Instant.from(DATE.parse(signedAt)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
