package dev.dml.aws.invocation;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.FanOut;
import dev.dml.aws.fanout.Reply;
import dev.dml.data.InvalidInput;
import dev.dml.s3.ClockSkew;
import dev.dml.s3.MissingCredentials;
import dev.dml.store.StoreException;
import dev.dml.task.NuisanceTask;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.protocol.FunctionError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
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
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.SnapStartRegenerationFailureException;
import software.amazon.awssdk.services.lambda.model.SnapStartTimeoutException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Understands what AWS Lambda says of an invocation.
 *
 * @param function the function that was invoked
 */
public record Invocation(FunctionSettings function) {

  private static final String OVERSIZE = "Function.ResponseSizeTooLarge";

  /** What AWS says of credentials that are wrong or too old, whatever they were to permit. */
  private static final Set<String> UNKNOWN_TO_AWS =
      Set.of(
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private static final Duration MOST_TIME = Duration.ofMinutes(15);
  private static final int MOST_MEGABYTES = 10_240;

  /** The reply in a response. */
  public Reply reply(InvokeResponse response, Map<String, NuisanceTask> tasks) {
    byte[] payload = response.payload() == null ? new byte[0] : response.payload().asByteArray();
    if (response.functionError() != null) {
      return failed(payload, tasks.size());
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

  /** The function throws what a store says only if the same may succeed later. */
  private Reply failed(byte[] payload, int tasks) {
    FunctionError error = FunctionError.read(payload);
    if (error.type().equals(StoreException.class.getName())) {
      return new Reply.Transient(
          "the store did not answer the function: " + error.message(), false);
    }
    String all = new String(payload, StandardCharsets.UTF_8);
    return new Reply.Broken(broken(error, all, tasks), all.contains(OVERSIZE));
  }

  private String broken(FunctionError error, String all, int tasks) {
    if (error.type().equals("Sandbox.Timedout") || error.message().contains("timed out")) {
      return "the function was ended after its time limit of "
          + function.timeout().toSeconds()
          + " seconds; "
          + moreTime(tasks);
    }
    if (all.contains("signal: killed")
        || all.contains("OutOfMemory")
        || all.contains("Java heap space")) {
      return "the function needs more memory than its "
          + function.memoryMegabytes()
          + " MB; "
          + moreMemory(tasks);
    }
    if (all.contains(OVERSIZE)) {
      return "the answer of the function was larger than the 6 MB that AWS Lambda returns; "
          + (tasks > 1
              ? "set backend.batch to per-fold"
              : "that of one fit should not be, please report it");
    }
    return "the function broke: " + error.message();
  }

  private String moreTime(int tasks) {
    List<String> ways = new ArrayList<>();
    if (tasks > 1) {
      ways.add("send fewer fits at a time (backend.batch: per-fold)");
    }
    if (function.timeout().compareTo(MOST_TIME) < 0) {
      ways.add("set its timeout higher");
    }
    return ways.isEmpty()
        ? "no function may run longer, so make the fit smaller, such as by fewer trees, or set"
            + " backend.type to local"
        : String.join(" or ", ways);
  }

  private String moreMemory(int tasks) {
    if (function.memoryMegabytes() < MOST_MEGABYTES) {
      return "set its memory higher, such as sam deploy --parameter-overrides MemorySize="
          + Math.min(MOST_MEGABYTES, 2 * function.memoryMegabytes());
    }
    return "no function may have more, so "
        + (tasks > 1 ? "send fewer fits at a time (backend.batch: per-fold)" : "use fewer rows")
        + " or set backend.type to local";
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
      case SnapStartNotReadyException e ->
          new Reply.Unready("AWS is restoring the snapshot of the function");
      case SnapStartTimeoutException e ->
          new Reply.Transient("the snapshot of the function was not restored in time", false);
      case SnapStartRegenerationFailureException e ->
          new Reply.Transient("AWS could not make the snapshot of the function anew", false);
      case ResourceNotReadyException e -> new Reply.Unready("the function is inactive");
      case ResourceConflictException e -> new Reply.Unready("the function is being updated");
      case ResourceNotFoundException e ->
          new Reply.Hopeless(
              "there is no function "
                  + function.name()
                  + " in this account and region; deploy it (sam deploy) or set backend.function"
                  + " and backend.region");
      case RequestTooLargeException e ->
          new Reply.Hopeless(
              "a request was refused as too large, though it had no more than the "
                  + FanOut.MOST_BYTES
                  + " bytes that AWS Lambda takes; see what is on the way, such as a proxy");
      case LambdaException e when ClockSkew.isIn(e) -> new Reply.Skewed(ClockSkew.sentence(e));
      case LambdaException e when refusedCredentials(e).isPresent() ->
          new Reply.Hopeless(refusedCredentials(e).get());
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
      case ApiCallAttemptTimeoutException e -> new Reply.Lost("no answer came in time");
      case ApiCallTimeoutException e -> new Reply.Lost("no answer came in time");
      case SdkClientException e ->
          MissingCredentials.sentence(e)
              .<Reply>map(Reply.Hopeless::new)
              .orElseGet(() -> new Reply.Lost("the connection failed: " + innermost(e)));
      default -> new Reply.Lost("the connection failed: " + innermost(cause));
    };
  }

  /** Why AWS Lambda did not do what it was asked for, in a sentence that says what to do. */
  public static String refusal(String function, Throwable thrown) {
    return new Invocation(FunctionSettings.unknown(function)).refusal(thrown);
  }

  /** Whether what was refused with a {@link #refusal} may be done when it is asked for again. */
  public static boolean mayPass(InvalidInput refused) {
    return refused.getCause() != null
        && !(new Invocation(FunctionSettings.unknown("")).reply(refused.getCause())
            instanceof Reply.Hopeless);
  }

  private String refusal(Throwable thrown) {
    return switch (reply(thrown)) {
      case Reply.Hopeless hopeless -> hopeless.sentence();
      case Reply.Transient failure -> notAsked(failure.reason());
      case Reply.Lost lost -> notAsked(lost.reason());
      case Reply.Skewed skewed -> skewed.sentence();
      case Reply.Throttled throttled -> "AWS Lambda refuses requests: " + throttled.reason();
      case Reply.Unready unready ->
          "the function is not ready: " + unready.reason() + "; try again in some minutes";
      case Reply.Broken broken -> broken.reason();
      case Reply.Answered answered ->
          throw new IllegalStateException("an exception is no answer: " + answered);
    };
  }

  /** What happened, without the layers of the SDK around it. */
  public static String innermost(Throwable thrown) {
    Throwable last = thrown;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return Optional.ofNullable(last.getMessage())
        .map(text -> text.replaceFirst(" \\(SDK Attempt Count: \\d+\\)$", ""))
        .map(text -> text.replaceFirst("[.]$", ""))
        .orElseGet(last::toString);
  }

  private static String notAsked(String reason) {
    return "AWS Lambda could not be asked: "
        + reason
        + "; try again, and if that does not help, see whether backend.region or AWS_REGION"
        + " is that of the stack and AWS can be reached from here";
  }

  /** Why nobody answered; empty if an exception of the SDK is an answer, whatever it says. */
  static Optional<String> unanswered(Throwable thrown) {
    return new Invocation(FunctionSettings.unknown("")).reply(thrown) instanceof Reply.Lost lost
        ? Optional.of(lost.reason())
        : Optional.empty();
  }

  /** What to do about credentials that AWS does not know or no longer accepts, if that is it. */
  public static Optional<String> refusedCredentials(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails())
        .filter(details -> UNKNOWN_TO_AWS.contains(String.valueOf(details.errorCode())))
        .map(
            details ->
                "AWS does not accept these credentials: "
                    + details.errorMessage()
                    + "; renew them ('aws configure', 'aws sso login') or set AWS_PROFILE");
  }
}
