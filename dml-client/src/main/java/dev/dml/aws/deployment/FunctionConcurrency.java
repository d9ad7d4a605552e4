package dev.dml.aws.deployment;

import dev.dml.aws.AvailableConcurrency;
import dev.dml.data.InvalidInput;
import dev.dml.wire.spec.BackendSpec;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;

/** How many invocations of a function there may be at once, by spec, function and account. */
record FunctionConcurrency(BackendSpec.Lambda spec, String functionName, LambdaAsyncClient lambda) {

  private static final String UNKNOWN =
      "; AWS did not say whether fewer are reserved for the function"
          + " (lambda:GetFunctionConcurrency)";

  /**
   * How many invocations of a run there may be at once: what the spec says, but no more than the
   * function has reserved; else what is reserved, or what the account has left for all that reserve
   * nothing.
   *
   * @throws InvalidInput if 0 are reserved, so that none would run
   */
  AvailableConcurrency available() {
    return switch (Reservation.of(lambda, functionName)) {
      case Reservation.Some(int most) -> reserved(most);
      case Reservation.None() -> shared("");
      case Reservation.Unknown(String why) -> shared(UNKNOWN);
    };
  }

  private AvailableConcurrency reserved(int most) {
    if (most == 0) {
      throw new InvalidInput(
          "no invocation of "
              + functionName
              + " may run, since its reserved concurrency is 0; remove the reservation, or deploy"
              + " the stack with another ReservedConcurrency");
    }
    if (spec.concurrency().isEmpty()) {
      return new AvailableConcurrency(
          Math.min(most, Deployment.MOST_CONCURRENCY), "reserved for the function");
    }
    int wanted = spec.concurrency().getAsInt();
    return wanted <= most
        ? new AvailableConcurrency(wanted, "as backend.concurrency says")
        : new AvailableConcurrency(
            most, "reserved for the function, fewer than backend.concurrency says");
  }

  private AvailableConcurrency shared(String doubt) {
    if (spec.concurrency().isPresent()) {
      return new AvailableConcurrency(
          spec.concurrency().getAsInt(), "as backend.concurrency says" + doubt);
    }
    OptionalInt left = unreservedConcurrency();
    return left.isPresent()
        ? new AvailableConcurrency(left.getAsInt(), "what the account has left" + doubt)
        : new AvailableConcurrency(
            Deployment.DEFAULT_CONCURRENCY,
            "assumed, the default of AWS; the account could not be asked");
  }

  private OptionalInt unreservedConcurrency() {
    try {
      int account =
          lambda
              .getAccountSettings(get -> get.overrideConfiguration(BriefCall::limit))
              .join()
              .accountLimit()
              .unreservedConcurrentExecutions();
      return OptionalInt.of(Math.clamp(account, 1, Deployment.MOST_CONCURRENCY));
    } catch (CompletionException e) {
      // Not everyone may ask; refusals will show what there is.
      return OptionalInt.empty();
    }
  }
}
