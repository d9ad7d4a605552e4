package dev.dml.aws;

import dev.dml.data.InvalidInput;
import dev.dml.task.NuisanceTask;
import dev.dml.wire.BatchAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.Ec2ThrottledException;
import software.amazon.awssdk.services.lambda.model.EniLimitReachedException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceNotReadyException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Understands what AWS Lambda says of an invocation.
 *
 * @param function the function that was invoked
 */
record Invocation(FunctionSettings function) {

  private static final String OVERSIZE = "Function.ResponseSizeTooLarge";

  /** What AWS says of credentials that are wrong or too old, whatever they were to permit. */
  private static final Set<String> UNKNOWN_TO_AWS =
      Set.of(
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private static final Pattern MESSAGE =
      Pattern.compile("\"errorMessage\"\\s*:\\s*\"(.{0,400}?)\"");

  /** The reply in a response. */
  Reply reply(InvokeResponse response, Map<String, NuisanceTask> tasks) {
    byte[] payload = response.payload() == null ? new byte[0] : response.payload().asByteArray();
    if (response.functionError() != null) {
      String error = new String(payload, StandardCharsets.UTF_8);
      return new Reply.Broken(broken(error), error.contains(OVERSIZE));
    }
    try {
      return switch (BatchAnswer.read(payload, tasks)) {
        case BatchAnswer.Refused refused ->
            new Reply.Hopeless(String.join("; ", refused.problems()));
        case BatchAnswer.Inline inline -> new Reply.Answered(inline, inline.report());
        case BatchAnswer.Stored stored -> new Reply.Answered(stored, stored.report());
      };
    } catch (InvalidInput e) {
      return new Reply.Transient("the answer cannot be read: " + e.getMessage(), true);
    }
  }

  private String broken(String payload) {
    String what = message(payload);
    if (payload.contains("Sandbox.Timedout") || what.contains("timed out")) {
      return "the function was ended after its time limit of "
          + function.timeout().toSeconds()
          + " seconds; send fewer fits at a time (backend.batch: per-fold) or set its timeout"
          + " higher";
    }
    if (payload.contains("signal: killed")
        || payload.contains("OutOfMemory")
        || payload.contains("Java heap space")) {
      return "the function needs more memory than its "
          + function.memoryMegabytes()
          + " MB; set its memory higher, such as sam deploy --parameter-overrides MemorySize="
          + Math.min(10_240, 2 * function.memoryMegabytes());
    }
    if (payload.contains(OVERSIZE)) {
      return "the answer of the function was larger than the 6 MB that AWS Lambda returns;"
          + " set backend.batch to per-fold";
    }
    return "the function broke: " + what;
  }

  private static String message(String payload) {
    Matcher matcher = MESSAGE.matcher(payload);
    return matcher.find()
        ? matcher.group(1)
        : payload.substring(0, Math.min(payload.length(), 200));
  }

  /** The reply in an exception of the SDK. */
  Reply reply(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (cause) {
      case TooManyRequestsException e -> new Reply.Throttled(e.reasonAsString());
      case Ec2ThrottledException e -> new Reply.Throttled("EC2ThrottledException");
      case EniLimitReachedException e -> new Reply.Throttled("ENILimitReachedException");
      case ResourceNotReadyException e -> new Reply.Transient("the function is not ready", false);
      case ResourceConflictException e ->
          new Reply.Transient("the function is being updated", false);
      case ResourceNotFoundException e ->
          new Reply.Hopeless(
              "there is no function "
                  + function.name()
                  + " in this account and region; deploy it (sam deploy) or set backend.function"
                  + " and backend.region");
      case RequestTooLargeException e ->
          new Reply.Hopeless(
              "a request was larger than the 6 MB that AWS Lambda takes; set backend.batch to"
                  + " per-fold");
      case LambdaException e when isUnknownToAws(e) ->
          new Reply.Hopeless(
              "AWS does not accept these credentials: "
                  + e.awsErrorDetails().errorMessage()
                  + "; renew them ('aws configure', 'aws sso login') or set AWS_PROFILE");
      case LambdaException e when e.statusCode() == 403 ->
          new Reply.Hopeless(
              "these credentials may not invoke "
                  + function.name()
                  + ": "
                  + e.awsErrorDetails().errorMessage()
                  + "; attach the ClientPolicy of the stack to them");
      case LambdaException e when e.statusCode() >= 500 ->
          new Reply.Transient("AWS Lambda answered " + e.statusCode(), true);
      case LambdaException e ->
          new Reply.Hopeless("AWS Lambda refused the request: " + e.getMessage());
      case ApiCallAttemptTimeoutException e -> new Reply.Transient("no answer came in time", true);
      case ApiCallTimeoutException e -> new Reply.Transient("no answer came in time", true);
      case SdkClientException e when mentionsCredentials(e) ->
          new Reply.Hopeless(
              "no AWS credentials were found; run 'aws configure' or set AWS_PROFILE");
      case SdkClientException e ->
          new Reply.Transient("the connection failed: " + e.getMessage(), true);
      default -> new Reply.Transient("the connection failed: " + cause, true);
    };
  }

  /** Why AWS Lambda did not do what it was asked for, in a sentence that says what to do. */
  String refusal(Throwable thrown) {
    return switch (reply(thrown)) {
      case Reply.Hopeless hopeless -> hopeless.sentence();
      case Reply.Transient failure ->
          "AWS Lambda could not be asked: "
              + failure.reason()
              + "; try again, and if that does not help, see whether backend.region or AWS_REGION"
              + " is that of the stack and AWS can be reached from here";
      case Reply.Throttled throttled -> "AWS Lambda refuses requests: " + throttled.reason();
      case Reply.Broken broken -> broken.reason();
      case Reply.Answered answered ->
          throw new IllegalStateException("an exception is no answer: " + answered);
    };
  }

  private static boolean isUnknownToAws(LambdaException e) {
    return e.awsErrorDetails() != null
        && UNKNOWN_TO_AWS.contains(String.valueOf(e.awsErrorDetails().errorCode()));
  }

  private static boolean mentionsCredentials(SdkClientException e) {
    return String.valueOf(e.getMessage()).contains("credentials");
  }
}
