package dev.dml.s3;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Why Amazon S3 did not do what it was asked for.
 *
 * @param location what was asked for
 * @param bucket the bucket
 * @param exception what the SDK says
 */
record S3Error(String location, String bucket, SdkException exception) {

  /** Request timeout, conflict, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 409, 429);

  /** What Amazon S3 says of credentials that are wrong or too old. */
  private static final Set<String> UNKNOWN_TO_AWS =
      Set.of("ExpiredToken", "InvalidAccessKeyId", "InvalidToken", "SignatureDoesNotMatch");

  String sentence() {
    if (exception instanceof S3Exception answered) {
      if (ClockSkew.isIn(answered)) {
        return ClockSkew.sentence(answered);
      }
      if (UNKNOWN_TO_AWS.contains(code(answered))) {
        return "AWS does not accept these credentials ("
            + code(answered)
            + "); renew them ('aws configure', 'aws sso login') or set AWS_PROFILE";
      }
      if (answered.statusCode() == 301 && region(answered).isPresent()) {
        return "the bucket "
            + bucket
            + " is in "
            + region(answered).get()
            + "; set backend.region or AWS_REGION to that";
      }
      return switch (answered.statusCode()) {
        case 301, 307, 400 ->
            location
                + " could not be reached from this region ("
                + answered.statusCode()
                + "); set backend.region or AWS_REGION to that of the bucket";
        case 403 ->
            location
                + " is closed to these credentials (403 "
                + code(answered)
                + "); attach the ClientPolicy of the stack to them";
        case 404 -> "there is no bucket " + bucket + "; deploy the stack or set backend.bucket";
        default -> location + " failed: " + code(answered) + " (" + answered.statusCode() + ")";
      };
    }
    return MissingCredentials.sentence(exception)
        .orElseGet(() -> location + " could not be reached: " + exception.getMessage());
  }

  /** Whether the same request may succeed later: the server or the way to it had a problem. */
  boolean mayPass() {
    return exception instanceof S3Exception answered
        ? answered.statusCode() >= 500 || PASSING.contains(answered.statusCode())
        : MissingCredentials.sentence(exception).isEmpty();
  }

  private static Optional<String> region(S3Exception answered) {
    return Optional.ofNullable(answered.awsErrorDetails())
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
  }

  private static String code(S3Exception answered) {
    return answered.awsErrorDetails() == null
        ? "without a reason"
        : String.valueOf(answered.awsErrorDetails().errorCode());
  }
}
