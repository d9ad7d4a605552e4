package dev.dml.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeploymentTest {

  /** The forms of a function's name that AWS's reference of Invoke lists. */
  @Test
  void aNameWithoutItsVersionIsThatOfTheFunction() {
    assertThat(Deployment.withoutVersion("dml")).isEqualTo("dml");
    assertThat(Deployment.withoutVersion("dml:live")).isEqualTo("dml");
    assertThat(Deployment.withoutVersion("dml:$LATEST")).isEqualTo("dml");
    assertThat(Deployment.withoutVersion("123456789012:function:dml:3"))
        .isEqualTo("123456789012:function:dml");
    assertThat(Deployment.withoutVersion("123456789012:function:dml"))
        .isEqualTo("123456789012:function:dml");
    String arn = "arn:aws-cn:lambda:cn-north-1:123456789012:function:dml";
    assertThat(Deployment.withoutVersion(arn)).isEqualTo(arn);
    assertThat(Deployment.withoutVersion(arn + ":live")).isEqualTo(arn);
  }
}
