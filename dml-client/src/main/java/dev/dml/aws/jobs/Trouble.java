package dev.dml.aws.jobs;

import dev.dml.aws.invocation.Invocation;
import dev.dml.s3.ClockSkew;
import dev.dml.s3.MissingCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Why AWS Batch did not do what it was asked for.
 *
 * @param sentence what happened and, unless it may pass, what to do
 * @param mayPass whether asking again may help
 */
record Trouble(String sentence, boolean mayPass) {

  private static final int TOO_MANY = 429;
  private static final int FORBIDDEN = 403;

  /** What an exception of the SDK means. */
  static Trouble of(RuntimeException thrown) {
    return switch (thrown) {
      case AwsServiceException e when ClockSkew.isIn(e) -> new Trouble(ClockSkew.sentence(e), true);
      case AwsServiceException e when Invocation.refusedCredentials(e).isPresent() ->
          new Trouble(Invocation.refusedCredentials(e).get(), false);
      case AwsServiceException e when e.statusCode() == FORBIDDEN ->
          new Trouble(
              "these credentials may not use AWS Batch: "
                  + message(e)
                  + "; attach the ClientPolicy and the JobClientPolicy of the stack to them",
              false);
      case AwsServiceException e when e.statusCode() >= 500 || e.statusCode() == TOO_MANY ->
          new Trouble("AWS Batch answered " + e.statusCode(), true);
      case AwsServiceException e ->
          new Trouble(
              "AWS Batch refused the request: "
                  + message(e)
                  + "; see backend.queue, backend.job_definition and backend.region",
              false);
      case SdkClientException e when MissingCredentials.sentence(e).isPresent() ->
          new Trouble(MissingCredentials.sentence(e).get(), false);
      case SdkClientException e ->
          new Trouble("AWS Batch cannot be reached: " + Invocation.innermost(e), true);
      default -> throw thrown;
    };
  }

  private static String message(AwsServiceException e) {
    return e.awsErrorDetails() == null
        ? String.valueOf(e.getMessage())
        : String.valueOf(e.awsErrorDetails().errorMessage());
  }
}
