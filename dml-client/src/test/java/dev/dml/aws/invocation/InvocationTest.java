package dev.dml.aws.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Reply;
import dev.dml.aws.fanout.SampleTasks;
import dev.dml.wire.protocol.BatchAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
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
class InvocationTest {

  private final Invocation invocation =
      new Invocation(new FunctionSettings("dml:live", 1769, Duration.ofSeconds(60), "arm64"));

  private Reply failed(String payload) {
    return failed(invocation, payload, 2);
  }

  /** Of a batch of so many tasks. */
  private static Reply failed(Invocation invocation, String payload, int tasks) {
    return invocation.reply(
        InvokeResponse.builder()
            .statusCode(200)
            .functionError("Unhandled")
            .payload(SdkBytes.fromUtf8String(payload))
            .build(),
        SampleTasks.byKey(SampleTasks.of(1).subList(0, tasks)));
  }

  private Reply answered(byte[] payload) {
    return invocation.reply(
        InvokeResponse.builder().statusCode(200).payload(SdkBytes.fromByteArray(payload)).build(),
        Map.of());
  }

  @Test
  void aTimeOutSaysWhatToSet() {
    assertThat(
            failed(
                "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: 1 Error: Task"
                    + " timed out after 60.00 seconds\"}"))
        .isEqualTo(
            new Reply.Broken(
                "the function was ended after its time limit of 60 seconds; send fewer fits at a"
                    + " time (backend.batch: per-fold) or set its timeout higher",
                false));
  }

  @Test
  void tooLittleMemorySaysHowMuchToSet() {
    Reply.Broken expected =
        new Reply.Broken(
            "the function needs more memory than its 1769 MB; set its memory higher, such as sam"
                + " deploy --parameter-overrides MemorySize=3538",
            false);
    assertThat(
            failed(
                "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: 1 Error:"
                    + " Runtime exited with error: signal: killed\"}"))
        .isEqualTo(expected);
    assertThat(
            failed(
                "{\"errorMessage\":\"Java heap space\",\"errorType\":"
                    + "\"java.lang.OutOfMemoryError\"}"))
        .isEqualTo(expected);
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
  void whoCannotBeAskedIsToldWhereToLook() {
    assertThat(Invocation.refusal("dml:live", SdkClientException.create("AWS_IO_DNS_INVALID_NAME")))
        .isEqualTo(
            "AWS Lambda could not be asked: the connection failed: AWS_IO_DNS_INVALID_NAME; try"
                + " again, and if that does not help, see whether backend.region or AWS_REGION is"
                + " that of the stack and AWS can be reached from here");
  }

  @Test
  void whatNobodyCanMendByTryingAgainSaysWhatToDo() {
    assertThat(invocation.reply(ResourceNotFoundException.builder().message("gone").build()))
        .isEqualTo(
            new Reply.Hopeless(
                "there is no function dml:live in this account and region; deploy it (sam deploy)"
                    + " or set backend.function and backend.region"));
    assertThat(
            invocation.reply(
                LambdaException.builder()
                    .statusCode(403)
                    .awsErrorDetails(AwsErrorDetails.builder().errorMessage("not allowed").build())
                    .build()))
        .isEqualTo(
            new Reply.Hopeless(
                "these credentials may not invoke dml:live: not allowed; attach the ClientPolicy"
                    + " of the stack to them"));
    assertThat(invocation.reply(SdkClientException.create("Unable to load credentials from")))
        .isEqualTo(
            new Reply.Hopeless(
                "no AWS credentials were found; run 'aws configure' or 'aws sso login', or set"
                    + " AWS_PROFILE"));
  }

  /** As the SDK's chain of providers words it, shortened to three of them. */
  @Test
  void anExpiredLoginIsNamedAsTheSdkNamesIt() {
    String chain =
        "Unable to load credentials from any of the providers in the chain"
            + " AwsCredentialsProviderChain(credentialsProviders=[]) :"
            + " [SystemPropertyCredentialsProvider(): Unable to load credentials from system"
            + " settings., ProfileCredentialsProvider(profileName=work,"
            + " profileFile=ProfileFile(sections=[profiles])): %s,"
            + " InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]";
    assertThat(
            invocation.reply(
                SdkClientException.create(
                    chain.formatted(
                        "The SSO session associated with this profile has expired or is otherwise"
                            + " invalid."))))
        .isEqualTo(
            new Reply.Hopeless(
                "no AWS credentials could be loaded: The SSO session associated with this profile"
                    + " has expired or is otherwise invalid.; renew them with 'aws sso login' or"
                    + " 'aws configure', or set AWS_PROFILE"));
    assertThat(
            invocation.reply(
                SdkClientException.create(
                    chain.formatted(
                        "Profile file contained no credentials for profile 'work':"
                            + " ProfileFile(sections=[profiles])"))))
        .isEqualTo(
            new Reply.Hopeless(
                "no AWS credentials were found; run 'aws configure' or 'aws sso login', or set"
                    + " AWS_PROFILE"));
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
  void nothingIsAdvisedThatIsAlreadySo() {
    Invocation largest =
        new Invocation(new FunctionSettings("dml", 10_240, Duration.ofMinutes(15), "arm64"));
    String late = "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"late\"}";
    String killed = "{\"errorMessage\":\"signal: killed\"}";
    String oversize = "{\"errorType\":\"Function.ResponseSizeTooLarge\"}";
    assertThat(failed(largest, late, 2))
        .isEqualTo(
            new Reply.Broken(
                "the function was ended after its time limit of 900 seconds; send fewer fits at a"
                    + " time (backend.batch: per-fold)",
                false));
    assertThat(failed(largest, late, 1))
        .isEqualTo(
            new Reply.Broken(
                "the function was ended after its time limit of 900 seconds; no function may run"
                    + " longer, so make the fit smaller, such as by fewer trees, or set"
                    + " backend.type to local",
                false));
    assertThat(failed(invocation, late, 1))
        .isEqualTo(
            new Reply.Broken(
                "the function was ended after its time limit of 60 seconds; set its timeout higher",
                false));
    assertThat(failed(largest, killed, 2))
        .isEqualTo(
            new Reply.Broken(
                "the function needs more memory than its 10240 MB; no function may have more, so"
                    + " send fewer fits at a time (backend.batch: per-fold) or set backend.type to"
                    + " local",
                false));
    assertThat(failed(largest, killed, 1))
        .isEqualTo(
            new Reply.Broken(
                "the function needs more memory than its 10240 MB; no function may have more, so"
                    + " use fewer rows or set backend.type to local",
                false));
    assertThat(failed(invocation, oversize, 2))
        .isEqualTo(
            new Reply.Broken(
                "the answer of the function was larger than the 6 MB that AWS Lambda returns; set"
                    + " backend.batch to per-fold",
                true));
    assertThat(failed(invocation, oversize, 1))
        .isEqualTo(
            new Reply.Broken(
                "the answer of the function was larger than the 6 MB that AWS Lambda returns; that"
                    + " of one fit should not be, please report it",
                true));
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
}
