package dev.dml.doctor;

import dev.dml.Version;
import dev.dml.aws.FunctionSettings;
import dev.dml.aws.deployment.BriefCall;
import dev.dml.aws.deployment.Deployment;
import dev.dml.aws.fanout.Reply;
import dev.dml.aws.invocation.Invocation;
import dev.dml.data.InvalidInput;
import dev.dml.s3.S3Store;
import dev.dml.store.StoreException;
import dev.dml.task.TaskOutcome;
import dev.dml.usage.FunctionMemory;
import dev.dml.wire.protocol.BatchAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Looks whether the function is there, as it should be, and does what this program asks of it. */
final class FunctionExamination {

  private static final int ONE_PROCESSOR = 1769;

  /** As in template.yaml. */
  private static final int LEAST_MEMORY = 512;

  private static final int MOST_MEMORY = 10_240;
  private static final int SHORT_SECONDS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BUCKET = "DML_BUCKET";

  private final LambdaAsyncClient lambda;
  private final Optional<String> name;
  private final OptionalLong dataBytes;
  private final Steps steps;
  private Optional<GetFunctionConfigurationResponse> found = Optional.empty();
  private Optional<BatchAnswer> answer = Optional.empty();

  FunctionExamination(
      LambdaAsyncClient lambda, Optional<String> name, OptionalLong dataBytes, Steps steps) {
    this.lambda = lambda;
    this.name = name;
    this.dataBytes = dataBytes;
    this.steps = steps;
  }

  /** Asks for the function and looks at what AWS says of it. */
  void configuration() {
    steps.take("function name", List.of(), this::named);
    steps.take("function", List.of("credentials", "function name"), this::there);
    steps.take("state", List.of("function"), this::state);
    steps.take("memory", List.of("function"), this::memory);
    steps.take("time limit", List.of("function"), this::timeLimit);
  }

  /** The bucket that the function uses, if AWS said so. */
  Optional<String> bucket() {
    return found
        .map(GetFunctionConfigurationResponse::environment)
        .flatMap(environment -> Optional.ofNullable(environment.variables().get(BUCKET)));
  }

  /** Has the function do the smallest piece of work. */
  void trial(Optional<S3Store> store) {
    TrialFit fit = TrialFit.make();
    steps.take("invocation", List.of("state"), () -> invoke(fit, store));
    steps.take("version", List.of("invocation"), this::version);
    steps.take("trial fit", List.of("version", "write", "read"), () -> outcome(fit));
  }

  private Check named() {
    return name.isPresent()
        ? Check.ok("function name", name.get())
        : Check.fail("function name", "none", Deployment.missing("function", "DML_FUNCTION"));
  }

  private GetFunctionConfigurationResponse ask(String function) {
    return lambda
        .getFunctionConfiguration(
            get -> get.functionName(function).overrideConfiguration(BriefCall::limit))
        .join();
  }

  private Check there() {
    String function = name.orElseThrow();
    try {
      GetFunctionConfigurationResponse response = ask(function);
      found = Optional.of(response);
      return Check.ok(
          "function",
          "version "
              + response.version()
              + ", "
              + response.runtimeAsString()
              + ", "
              + String.join(", ", response.architecturesAsStrings()));
    } catch (CompletionException e) {
      String sentence =
          e.getCause() instanceof ResourceNotFoundException
              ? withoutAlias(function).orElseGet(() -> refusal(e))
              : refusal(e);
      return Check.fail("function", "not found or closed", sentence);
    }
  }

  /** What to do if the function is there and only the alias or the version is not. */
  private Optional<String> withoutAlias(String function) {
    int colon = function.lastIndexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String plain = function.substring(0, colon);
    try {
      ask(plain);
      return Optional.of(
          "there is a function "
              + plain
              + ", but it has no alias "
              + function.substring(colon + 1)
              + "; set backend.function or DML_FUNCTION to what sam deploy printed, such as "
              + plain
              + ":live");
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  private Check state() {
    String state = String.valueOf(found.orElseThrow().stateAsString());
    String update = String.valueOf(found.orElseThrow().lastUpdateStatusAsString());
    String shown = state + ", last update " + update;
    if (state.equals("Pending") || update.equals("InProgress")) {
      return Check.fail("state", shown, "it is being deployed; wait a minute and try again");
    }
    if (state.equals("Failed") || update.equals("Failed")) {
      return Check.fail("state", shown, "its deployment failed; deploy it again: sam deploy");
    }
    return state.equals("Inactive")
        ? Check.warn(
            "state",
            shown,
            "AWS put it to rest; a run waits, perhaps some minutes, until it is restored")
        : Check.ok("state", shown);
  }

  private Check memory() {
    int megabytes = found.orElseThrow().memorySize();
    String shown = megabytes + " MB";
    String advice =
        "; "
            + ONE_PROCESSOR
            + " MB are one processor, legal are 128 to 10240: sam deploy --parameter-overrides"
            + " MemorySize="
            + ONE_PROCESSOR;
    if (megabytes < LEAST_MEMORY) {
      return Check.fail(
          "memory", shown, "the function needs at least " + LEAST_MEMORY + " MB" + advice);
    }
    long needed = dataBytes.isPresent() ? new FunctionMemory(dataBytes.getAsLong()).megabytes() : 0;
    if (megabytes < needed) {
      return Check.fail(
          "memory",
          shown,
          "the data of the spec need "
              + needed
              + " MB"
              + (needed > MOST_MEMORY
                  ? ", more than the 10240 that any function has; set backend.type to batch"
                  : ": sam deploy --parameter-overrides MemorySize=" + needed));
    }
    return megabytes < ONE_PROCESSOR
        ? Check.warn("memory", shown, "fits get less than one processor" + advice)
        : Check.ok("memory", shown);
  }

  private Check timeLimit() {
    int seconds = found.orElseThrow().timeout();
    return seconds < SHORT_SECONDS
        ? Check.warn(
            "time limit",
            seconds + " seconds",
            "fits that take longer are ended; time that is not used costs nothing, legal are 1 to"
                + " 900: sam deploy --parameter-overrides Timeout=900")
        : Check.ok("time limit", seconds + " seconds");
  }

  private Check invoke(TrialFit fit, Optional<S3Store> store) {
    if (store.isPresent() && steps.succeeded("write") && steps.succeeded("read")) {
      try {
        fit.batch().inputs().put(store.get(), fit.data());
      } catch (StoreException e) {
        return Check.fail("invocation", "not sent", e.getMessage());
      }
    }
    long began = System.nanoTime();
    try {
      return answered(fit, send(fit), (System.nanoTime() - began) / 1_000_000);
    } catch (CompletionException e) {
      return Check.fail("invocation", "refused (lambda:InvokeFunction)", refusal(e));
    }
  }

  private InvokeResponse send(TrialFit fit) {
    return lambda
        .invoke(
            invoke ->
                invoke
                    .functionName(name.orElseThrow())
                    .payload(SdkBytes.fromByteArray(fit.batch().write()))
                    .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE)))
        .join();
  }

  private Check answered(TrialFit fit, InvokeResponse response, long milliseconds) {
    if (response.functionError() != null) {
      return switch (new Invocation(settings()).reply(response, fit.byKey())) {
        case Reply.Broken broken -> Check.fail("invocation", "the function broke", broken.reason());
        case Reply.Transient failure ->
            Check.fail("invocation", "the function broke", failure.reason());
        default -> throw new IllegalStateException("an error is a breakdown: " + response);
      };
    }
    try {
      answer = Optional.of(BatchAnswer.read(response.payload().asByteArray(), fit.byKey()));
      return Check.ok(
          "invocation", "answered after " + milliseconds + " ms (lambda:InvokeFunction)");
    } catch (InvalidInput e) {
      return Check.fail(
          "invocation",
          "answered something else",
          name.orElseThrow()
              + " is not the function of this program; set backend.function or DML_FUNCTION to what"
              + " sam deploy printed");
    }
  }

  private FunctionSettings settings() {
    GetFunctionConfigurationResponse known = found.orElseThrow();
    return new FunctionSettings(
        name.orElseThrow(), known.memorySize(), Duration.ofSeconds(known.timeout()), "");
  }

  private Check version() {
    if (answer.orElseThrow() instanceof BatchAnswer.Refused refused) {
      if (refused.otherVersion().isEmpty()) {
        return Check.warn(
            "version",
            "unknown",
            "the function does not say; deploy it: mvn package && sam deploy");
      }
      if (refused.otherVersion().get()) {
        return Check.fail("version", "another one", refused.problems().getFirst());
      }
    }
    return Check.ok("version", Version.current().number() + ", like this program");
  }

  private Check outcome(TrialFit fit) {
    return switch (answer.orElseThrow()) {
      case BatchAnswer.Refused refused ->
          Check.fail("trial fit", "refused", String.join("; ", refused.problems()));
      case BatchAnswer.Inline inline when isDone(inline) ->
          Check.ok("trial fit", "read, fitted and stored in " + fit.batch().results());
      default ->
          Check.fail("trial fit", "failed", "deploy the function again: mvn package && sam deploy");
    };
  }

  private static boolean isDone(BatchAnswer.Inline inline) {
    return !inline.results().byKey().isEmpty()
        && inline.results().byKey().values().stream().allMatch(TaskOutcome.Done.class::isInstance);
  }

  private String refusal(Throwable thrown) {
    return Invocation.refusal(name.orElseThrow(), thrown);
  }
}
