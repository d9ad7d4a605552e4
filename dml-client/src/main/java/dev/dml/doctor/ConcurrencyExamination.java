package dev.dml.doctor;

import dev.dml.aws.deployment.BriefCall;
import dev.dml.aws.deployment.Reservation;
import dev.dml.aws.invocation.Invocation;
import dev.dml.wire.spec.BackendSpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.AccountLimit;

/** Looks how many invocations of a run there may be at once. */
final class ConcurrencyExamination {

  private static final int MANY = 100;
  private static final int OF_NEW_ACCOUNT = 10;

  private final LambdaAsyncClient lambda;
  private final OptionalInt wanted;
  private final Steps steps;
  private Reservation reservation = new Reservation.None();

  ConcurrencyExamination(LambdaAsyncClient lambda, BackendSpec.Lambda spec, Steps steps) {
    this.lambda = lambda;
    this.wanted = spec.concurrency();
    this.steps = steps;
  }

  /** Asks what is reserved for the function, and what the account has. */
  void look(String function) {
    steps.take("reserved", List.of("function"), () -> reserved(function));
    steps.take("concurrency", List.of("credentials"), this::ofTheAccount);
  }

  private Check reserved(String function) {
    String subject = "reserved";
    reservation = Reservation.of(lambda, function);
    return switch (reservation) {
      case Reservation.None() -> Check.ok(subject, "no invocations for this function alone");
      case Reservation.Unknown(String why) ->
          Check.warn(
              subject,
              "unknown",
              "if invocations are reserved for the function, set backend.concurrency to their"
                  + " number: "
                  + why);
      case Reservation.Some(int most) ->
          reserved(most, most + " invocations at once, for this function alone");
    };
  }

  private Check reserved(int most, String shown) {
    if (most == 0) {
      return Check.fail(
          "reserved",
          shown,
          "none of its invocations can run: remove the reservation in AWS's console, or reserve"
              + " some, of which AWS leaves 100 to the account's other functions: sam deploy"
              + " --parameter-overrides ReservedConcurrency=10");
    }
    return wanted.orElse(0) > most
        ? Check.warn(
            "reserved",
            shown,
            "runs will use no more than that, fewer than the "
                + wanted.getAsInt()
                + " of backend.concurrency: remove the reservation in AWS's console, or sam deploy"
                + " --parameter-overrides ReservedConcurrency="
                + wanted.getAsInt())
        : Check.ok("reserved", shown);
  }

  private Check ofTheAccount() {
    String subject = "concurrency";
    try {
      AccountLimit limit =
          lambda
              .getAccountSettings(get -> get.overrideConfiguration(BriefCall::limit))
              .join()
              .accountLimit();
      int free = limit.unreservedConcurrentExecutions();
      String found =
          free + " invocations at once, of " + limit.concurrentExecutions() + " of the account";
      if (reservation instanceof Reservation.Some(int most) && most > 0) {
        return Check.ok(subject, found + ", beside those that are reserved for the function");
      }
      if (free >= Math.min(MANY, wanted.orElse(MANY))) {
        return Check.ok(subject, found);
      }
      return Check.warn(
          subject,
          found,
          (limit.concurrentExecutions() <= OF_NEW_ACCOUNT
                  ? "this is what a new account has, whose functions have at most 3008 MB too; "
                  : "")
              + "runs will use no more than that; ask for more in AWS's console: Service Quotas,"
              + " AWS Lambda, Concurrent executions");
    } catch (CompletionException e) {
      return Check.warn(
          subject,
          "unknown",
          "set backend.concurrency, since AWS does not tell these credentials how many invocations"
              + " may run at once: "
              + Invocation.refusal("the function", e));
    }
  }
}
