package dev.dml.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class ReservationTest {

  /** The forms of a function's name that AWS's reference of Invoke lists. */
  @ParameterizedTest
  @CsvSource({
    "dml, dml",
    "dml:live, dml",
    "dml:$LATEST, dml",
    "dml-prod-1:live, dml-prod-1",
    "function:dml, function:dml",
    "function:dml:live, function:dml",
    "123456789012:dml, 123456789012:dml",
    "123456789012:function:dml, 123456789012:function:dml",
    "123456789012:function:dml:3, 123456789012:function:dml",
    "us-east-1:123456789012:function:dml:live, us-east-1:123456789012:function:dml",
    "arn:aws-cn:lambda:cn-north-1:123456789012:function:dml,"
        + " arn:aws-cn:lambda:cn-north-1:123456789012:function:dml",
    "arn:aws:lambda:us-east-1:123456789012:function:dml:live,"
        + " arn:aws:lambda:us-east-1:123456789012:function:dml",
    "not a name, not a name"
  })
  void aNameWithoutItsVersionIsThatOfTheFunction(String name, String withoutVersion) {
    assertThat(Reservation.withoutVersion(name)).isEqualTo(withoutVersion);
  }

  /** AWS's client that throws so often before it answers. */
  private static final class Failing implements LambdaAsyncClient {

    private final int failures;
    private final Exception failure;
    private final Integer reserved;
    private int asked;

    Failing(int failures, Exception failure, Integer reserved) {
      this.failures = failures;
      this.failure = failure;
      this.reserved = reserved;
    }

    @Override
    public CompletableFuture<GetFunctionConcurrencyResponse> getFunctionConcurrency(
        GetFunctionConcurrencyRequest request) {
      assertThat(request.functionName()).isEqualTo("dml");
      return asked++ < failures
          ? CompletableFuture.failedFuture(failure)
          : CompletableFuture.completedFuture(
              GetFunctionConcurrencyResponse.builder()
                  .reservedConcurrentExecutions(reserved)
                  .build());
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static Exception status(int status) {
    return LambdaException.builder().statusCode(status).message("no").build();
  }

  @Test
  void whatAwsSaysIsTaken() {
    Exception none = status(500);
    assertThat(Reservation.of(new Failing(0, none, 7), "dml:live"))
        .isEqualTo(new Reservation.Some(7));
    assertThat(Reservation.of(new Failing(0, none, 0), "dml:live"))
        .isEqualTo(new Reservation.Some(0));
    assertThat(Reservation.of(new Failing(0, none, null), "dml:live"))
        .isEqualTo(new Reservation.None());
  }

  @Test
  void awsIsAskedThreeTimesUnlessItRefuses() {
    Exception broken = SdkClientException.create("reset");
    assertThat(Reservation.of(new Failing(2, broken, 7), "dml")).isEqualTo(new Reservation.Some(7));
    Failing thrice = new Failing(3, broken, 7);
    assertThat(Reservation.of(thrice, "dml"))
        .isEqualTo(
            new Reservation.Unknown(
                "AWS Lambda could not be asked: the connection failed: reset; try again, and if"
                    + " that does not help, see whether backend.region or AWS_REGION is that of"
                    + " the stack and AWS can be reached from here"));
    assertThat(thrice.asked).isEqualTo(3);
    for (int again : new int[] {429, 500, 503}) {
      assertThat(Reservation.of(new Failing(2, status(again), 7), "dml"))
          .isEqualTo(new Reservation.Some(7));
    }
    Failing refusing = new Failing(1, status(400), 7);
    assertThat(Reservation.of(refusing, "dml")).isInstanceOf(Reservation.Unknown.class);
    assertThat(refusing.asked).isEqualTo(1);
  }
}
