package dev.dml.aws.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Reply;
import dev.dml.data.InvalidInput;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceNotReadyException;
import software.amazon.awssdk.services.lambda.model.SnapStartNotReadyException;
import software.amazon.awssdk.services.lambda.model.SnapStartRegenerationFailureException;
import software.amazon.awssdk.services.lambda.model.SnapStartTimeoutException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Error shapes as in AWS's API reference of Invoke, and as the runtime client writes them. */
class InvocationTest extends Invocations {

  private Reply answered(byte[] payload) {
    return invocation.reply(
        InvokeResponse.builder().statusCode(200).payload(SdkBytes.fromByteArray(payload)).build(),
        Map.of());
  }

  @Test
  void aRefusalIsFinal() {
    assertThat(answered(new BatchAnswer.Refused(List.of("one", "two")).write()))
        .isEqualTo(new Reply.Hopeless("one; two"));
  }

  @Test
  void aChangedByteIsNoticedAndTheWorkMayBeDone() {
    byte[] answer = new BatchAnswer.Refused(List.of("one")).write();
    answer[new String(answer, StandardCharsets.UTF_8).indexOf("one")] ^= 1;
    assertThat(answered(answer))
        .isEqualTo(
            new Reply.Transient(
                "the answer cannot be read: it was changed on its way: its digest is not that of"
                    + " its content",
                true));
    assertThat(answered("half".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            Reply.Transient.class, reply -> assertThat(reply.mayHaveRun()).isTrue());
  }

  @Test
  void tooManyInvocationsAreNoFailure() {
    assertThat(
            invocation.reply(
                new CompletionException(
                    TooManyRequestsException.builder()
                        .reason("ConcurrentInvocationLimitExceeded")
                        .build())))
        .isEqualTo(new Reply.Throttled("ConcurrentInvocationLimitExceeded"));
  }

  @Test
  void whatMayHaveRunIsLookedForFirst() {
    assertThat(invocation.reply(ApiCallAttemptTimeoutException.builder().message("late").build()))
        .isEqualTo(new Reply.Lost("no answer came in time"));
    assertThat(invocation.reply(LambdaException.builder().statusCode(500).build()))
        .isEqualTo(new Reply.Transient("AWS Lambda answered 500", true));
    assertThat(invocation.reply(SdkClientException.create("connection reset")))
        .isEqualTo(new Reply.Lost("the connection failed: connection reset"));
  }

  /** As the SDK wraps what its HTTP client says. */
  @Test
  void aLostConnectionIsToldWithoutTheLayersOfTheSdk() {
    assertThat(
            invocation.reply(
                SdkClientException.create(
                    "Unable to execute HTTP request (SDK Attempt Count: 1)",
                    new IOException("socket is closed."))))
        .isEqualTo(new Reply.Lost("the connection failed: socket is closed"));
  }

  @Test
  void aFunctionThatIsNotReadyIsWaitedFor() {
    assertThat(invocation.reply(SnapStartNotReadyException.builder().statusCode(409).build()))
        .isEqualTo(new Reply.Unready("AWS is restoring the snapshot of the function"));
    assertThat(invocation.reply(ResourceConflictException.builder().statusCode(409).build()))
        .isEqualTo(new Reply.Unready("the function is being updated"));
    assertThat(invocation.reply(ResourceNotReadyException.builder().statusCode(502).build()))
        .isEqualTo(new Reply.Unready("the function is inactive"));
  }

  @Test
  void aSnapshotThatWasNotRestoredIsTriedAgain() {
    assertThat(invocation.reply(SnapStartTimeoutException.builder().statusCode(408).build()))
        .isEqualTo(
            new Reply.Transient("the snapshot of the function was not restored in time", false));
    assertThat(
            invocation.reply(
                SnapStartRegenerationFailureException.builder().statusCode(500).build()))
        .isEqualTo(
            new Reply.Transient("AWS could not make the snapshot of the function anew", false));
  }

  /** As AWS's Java runtime client writes an exception; quotes within are escaped. */
  @Test
  void aStoreThatDoesNotAnswerTheFunctionIsNoCrash() {
    assertThat(
            failed(
                "{\"errorMessage\":\"s3://b/\\\"one\\\" failed: SlowDown (503)\",\"errorType\":"
                    + "\"dev.dml.store.StoreException\",\"stackTrace\":[]}"))
        .isEqualTo(
            new Reply.Transient(
                "the store did not answer the function: s3://b/\"one\" failed: SlowDown (503)",
                false));
  }

  @Test
  void aMessageIsReadToItsEnd() {
    assertThat(failed("{\"errorMessage\":\"no \\\"x\\\" here\",\"errorType\":\"E\"}"))
        .isEqualTo(new Reply.Broken("the function broke: no \"x\" here", false));
    assertThat(failed("no JSON")).isEqualTo(new Reply.Broken("the function broke: no JSON", false));
  }

  @Test
  void anAnswerIsWaitedForAsLongAsTheFunctionMayRun() {
    assertThat(
            LambdaCarrier.request(invocation.function(), new byte[0])
                .overrideConfiguration()
                .orElseThrow()
                .apiCallAttemptTimeout())
        .contains(Duration.ofSeconds(90));
  }

  private static InvalidInput refused(Throwable cause) {
    InvalidInput refused = new InvalidInput("refused");
    refused.initCause(cause);
    return refused;
  }

  /** A driver that ended its run for the first two would lose what another call finishes. */
  @Test
  void whatNobodyAnsweredOrWasTooMuchMayPass() {
    assertThat(Invocation.mayPass(refused(ApiCallTimeoutException.create(10_000)))).isTrue();
    assertThat(Invocation.mayPass(refused(TooManyRequestsException.builder().build()))).isTrue();
    assertThat(Invocation.mayPass(refused(ResourceNotFoundException.builder().build()))).isFalse();
    assertThat(Invocation.mayPass(new InvalidInput("folds: must be at least 2, but was 1")))
        .isFalse();
  }
}
