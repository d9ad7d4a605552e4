package dev.dml.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
