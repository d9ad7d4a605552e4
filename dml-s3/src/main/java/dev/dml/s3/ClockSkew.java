package dev.dml.s3;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What AWS says of a request that was signed by a clock which is wrong: it takes no signature that
 * is more than some minutes away from its own time, and often calls that a wrong signature.
 */
public final class ClockSkew {

  private static final Set<String> ALWAYS =
      Set.of("RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture");

  /** How AWS's message of a wrong signature begins if its time was meant. */
  private static final Set<String> OF_SIGNATURE =
      Set.of("Signature expired", "Signature not yet current");

  private ClockSkew() {}

  /** Whether it is the clock that was wrong. */
  public static boolean isIn(AwsServiceException exception) {
    AwsErrorDetails details = exception.awsErrorDetails();
    if (details == null) {
      return false;
    }
    String message = String.valueOf(details.errorMessage());
    return ALWAYS.contains(String.valueOf(details.errorCode()))
        || OF_SIGNATURE.stream().anyMatch(message::startsWith);
  }

  /** What to do. */
  public static String sentence(AwsServiceException exception) {
    return "the clock of this machine is "
        + ahead(exception).map(ClockSkew::words).orElse("not that of AWS")
        + ", so that AWS refuses what it signs; set the clock (such as 'timedatectl set-ntp true')";
  }

  private static Optional<Duration> ahead(AwsServiceException exception) {
    return Optional.ofNullable(exception.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("Date"))
        .flatMap(ClockSkew::time)
        .map(theirs -> Duration.between(theirs, Instant.now()));
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String words(Duration ahead) {
    long minutes = Math.round(Math.abs(ahead.toSeconds()) / 60.0);
    return minutes + " minutes " + (ahead.isNegative() ? "behind" : "ahead of") + " that of AWS";
  }
}
