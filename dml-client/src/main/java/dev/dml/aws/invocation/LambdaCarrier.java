package dev.dml.aws.invocation;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Carrier;
import dev.dml.aws.fanout.FanOut;
import dev.dml.aws.fanout.Reply;
import dev.dml.task.NuisanceTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * Sends each batch as an invocation of a function, whose answer is waited for.
 *
 * @param lambda the SDK's client, without retries of its own; whoever made it closes it
 * @param function how the function is deployed
 */
public record LambdaCarrier(LambdaAsyncClient lambda, FunctionSettings function)
    implements Carrier {

  /** Who is reached says so in much less. */
  private static final Duration PROBE = Duration.ofSeconds(5);

  @Override
  public void send(byte[] request, Map<String, NuisanceTask> tasks, Consumer<Landing> landed) {
    var _ =
        lambda
            .invoke(request(function, request))
            .whenComplete((response, error) -> landed.accept(landing(response, error, tasks)));
  }

  private Landing landing(
      @Nullable InvokeResponse response,
      @Nullable Throwable error,
      Map<String, NuisanceTask> tasks) {
    Invocation invocation = new Invocation(function);
    if (response == null) {
      return Landing.of(error == null ? new Reply.Lost("no answer came") : invocation.reply(error));
    }
    return new Landing(
        invocation.reply(response, tasks),
        response.responseMetadata().requestId(),
        logTail(response),
        response.payload() == null ? 0 : response.payload().asByteArrayUnsafe().length);
  }

  private static String logTail(InvokeResponse response) {
    return response.logResult() == null
        ? ""
        : new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  @Override
  public void probe(Consumer<Optional<String>> answered) {
    var _ =
        lambda
            .getFunctionConfiguration(
                get ->
                    get.functionName(function.name())
                        .overrideConfiguration(call -> call.apiCallTimeout(PROBE)))
            .whenComplete((answer, error) -> answered.accept(problem(error)));
  }

  private static Optional<String> problem(@Nullable Throwable error) {
    return error == null ? Optional.empty() : Invocation.unanswered(error);
  }

  /** A request whose answer is waited for as long as the function may run, and no longer. */
  static InvokeRequest request(FunctionSettings function, byte[] payload) {
    return InvokeRequest.builder()
        .functionName(function.name())
        .logType(LogType.TAIL)
        .payload(SdkBytes.fromByteArrayUnsafe(payload))
        .overrideConfiguration(
            call -> call.apiCallAttemptTimeout(function.timeout().plus(FanOut.GRACE)))
        .build();
  }

  @Override
  public String abandon(int flying) {
    return flying == 1
        ? "1 invocation still runs and is billed until it ends, at most "
            + function.timeout().toSeconds()
            + " seconds"
        : flying
            + " invocations still run and are billed until they end, at most "
            + function.timeout().toSeconds()
            + " seconds each";
  }

  @Override
  public void close() {
    // The client is not its own, and invocations cannot be ended.
  }
}
