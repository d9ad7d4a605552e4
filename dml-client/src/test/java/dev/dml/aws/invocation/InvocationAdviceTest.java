package dev.dml.aws.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.FunctionSettings;
import dev.dml.aws.fanout.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What a person is told to do. */
class InvocationAdviceTest extends Invocations {

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
}
