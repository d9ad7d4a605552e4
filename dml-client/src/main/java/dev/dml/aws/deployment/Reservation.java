package dev.dml.aws.deployment;

import dev.dml.aws.invocation.Invocation;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/** The concurrent invocations that are reserved for a function, as far as AWS says. */
public sealed interface Reservation {

  /** So many; with 0 no invocation can run. */
  record Some(int invocations) implements Reservation {}

  /** None: the function shares with all others what the account has left. */
  record None() implements Reservation {}

  /**
   * There may be one, but AWS did not say.
   *
   * @param why a sentence, with what to do
   */
  record Unknown(String why) implements Reservation {}

  /** So often it is asked, unless it is refused: a connection may break. */
  int TRIES = 3;

  /** The forms that AWS's reference of Invoke lists, with alias or version apart. */
  Pattern NAME =
      Pattern.compile(
          "((?:arn:[a-z-]+:lambda:)?(?:[a-z0-9-]+:(?=\\d{12}:))?(?:\\d{12}:)?(?:function:)?"
              + "[A-Za-z0-9_.-]+)(?::(?:[$]LATEST|[A-Za-z0-9_-]+))?");

  /**
   * Asks AWS.
   *
   * @param function a name or an ARN; its alias or version has no reservation of its own
   */
  static Reservation of(LambdaAsyncClient lambda, String function) {
    for (int trial = 1; ; trial++) {
      try {
        Integer found =
            lambda
                .getFunctionConcurrency(
                    get ->
                        get.functionName(withoutVersion(function))
                            .overrideConfiguration(BriefCall::limit))
                .join()
                .reservedConcurrentExecutions();
        return found == null ? new None() : new Some(found);
      } catch (CompletionException e) {
        if (trial == TRIES || isRefusal(e.getCause() == null ? e : e.getCause())) {
          return new Unknown(Invocation.refusal(function, e));
        }
      }
    }
  }

  private static boolean isRefusal(Throwable cause) {
    return cause instanceof AwsServiceException refused
        && refused.statusCode() < 500
        && refused.statusCode() != 429;
  }

  /** A name or an ARN without alias or version, which share what is reserved. */
  static String withoutVersion(String function) {
    Matcher matcher = NAME.matcher(function);
    return matcher.matches() ? matcher.group(1) : function;
  }
}
