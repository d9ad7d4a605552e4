package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code dml doctor} and a run say when something is missing on AWS: the same sentence. */
class DoctorTest extends DoctorCalls {

  private static final String CLIENT_POLICY = "; attach the ClientPolicy of the stack to them";

  private static final String NO_CREDENTIALS =
      "no AWS credentials were found; run 'aws configure' or 'aws sso login', or set AWS_PROFILE";

  private static final String DENIED =
      "User: arn:aws:iam::000000000000:user/local is not authorized to perform: ";

  @Test
  void aWholeDeploymentPasses() throws Exception {
    Settings enough = Client.packagedFunction().withConcurrency(100);
    LocalCloud cloud = Clouds.of(enough);
    int before = cloud.invocations().size();
    Command dml = Command.in(directory, cloud.environmentVariables());
    assertThat(advice(dml, 0)).isEmpty();
    // Again, when what it wrote is there.
    Command.Outcome second = dml.outcome("doctor", "--aws");
    assertThat(second.out().lines().filter(line -> line.startsWith("ok")).toList())
        .anyMatch(line -> line.matches("ok +region +us-east-1"))
        .anyMatch(line -> line.matches("ok +credentials +access key ending in .{4}, from .*"))
        .anyMatch(line -> line.matches("ok +function +version .LATEST, java25, .*"))
        .anyMatch(line -> line.matches("ok +invocation +answered after \\d+ ms .*"))
        .anyMatch(line -> line.matches("ok +version +0.1.0-SNAPSHOT, like this program"))
        .anyMatch(line -> line.matches("ok +trial fit +read, fitted and stored in runs/doctor.*"))
        .anyMatch(line -> line.matches("ok +concurrency +100 invocations at once, of 100 of.*"));
    assertThat(second.out()).doesNotContain(cloud.credentials().secretKey());
    assertThat(second.out()).doesNotContain(cloud.credentials().accessKey());
    assertThat(cloud.invocations()).hasSize(before + 2);
  }

  @Test
  void whatIsMissingIsNamedAndWhatNeedsItIsNotChecked() throws Exception {
    Settings enough = Client.packagedFunction().withConcurrency(100);
    LocalCloud cloud = Clouds.of(enough);
    Command dml = Command.in(directory, cloud.environmentVariables());
    String noFunction =
        "there is no function other in this account and region; deploy it (sam deploy) or set"
            + " backend.function and backend.region";
    assertThat(advice(dml, 1, "backend.function=other")).containsExactly("function: " + noFunction);
    assertThat(runs(dml, "backend.function=other")).isEqualTo(noFunction);
    assertThat(advice(dml, 1, "backend.function=dml-nuisance:nope"))
        .containsExactly(
            "function: there is a function dml-nuisance, but it has no alias nope; set"
                + " backend.function or DML_FUNCTION to what sam deploy printed, such as"
                + " dml-nuisance:live");
    assertThat(advice(dml, 1, "backend.bucket=other"))
        .containsExactly(
            "bucket name: the function uses dml-local; set backend.bucket or DML_BUCKET to that");
    assertThat(runs(dml, "backend.bucket=other"))
        .isEqualTo("there is no bucket other; deploy the stack or set backend.bucket");
    // Both are looked for in the other region, where there is no function.
    assertThat(advice(dml, 1, "backend.region=eu-west-1"))
        .containsExactly(
            "function: " + noFunction.replace("other", "dml-nuisance"),
            "bucket: the bucket dml-local is in us-east-1; set backend.region or AWS_REGION to"
                + " that");
    assertThat(runs(dml, "backend.region=eu-west-1"))
        .isEqualTo(noFunction.replace("other", "dml-nuisance"));
    assertThat(advice(dml, 1, "backend.region=us-eats-1"))
        .contains(
            "region: the AWS SDK knows no such region; if it is not a new one, set backend.region"
                + " or AWS_REGION to that of the stack");
    assertThat(advice(dml, 1, "backend.region=nowhere"))
        .containsExactly(
            "region: backend.region: must be a region such as us-east-1, but was nowhere; set it"
                + " or AWS_REGION to that of the stack");
  }

  @Test
  void credentialsThatAreMissingOrWrongAreNamedAtOnce() throws Exception {
    LocalCloud cloud = Clouds.of(Client.packagedFunction());
    Command none =
        Command.in(directory, cloud.environmentVariables())
            .without("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
            .with(Map.of("AWS_EC2_METADATA_DISABLED", "true", "HOME", directory.toString()));
    assertThat(advice(none, 1)).containsExactly("credentials: " + NO_CREDENTIALS);
    assertThat(runs(none)).isEqualTo(NO_CREDENTIALS);
    assertThat(runs(none.without("AWS_REGION")))
        .isEqualTo(
            "no AWS region was found; set backend.region or AWS_REGION to that of the stack");
    Command wrong =
        Command.in(directory, cloud.environmentVariables())
            .with(Map.of("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN"));
    String refused =
        "AWS does not accept these credentials: The security token included in the request is"
            + " invalid.; renew them ('aws configure', 'aws sso login') or set AWS_PROFILE";
    assertThat(runs(wrong)).isEqualTo(refused);
    assertThat(advice(wrong, 1)).contains("function: " + refused);
  }

  @Test
  void everyPermissionIsTried() throws Exception {
    Map<String, String> sentences =
        Map.of(
            "lambda:GetFunctionConfiguration", "function: ",
            "lambda:InvokeFunction", "invocation: ",
            "lambda:GetAccountSettings", "concurrency: ",
            "s3:ListBucket", "bucket: ",
            "s3:PutObject", "write: ",
            "s3:GetObject", "read: ");
    LocalCloud cloud = Clouds.of(Client.packagedFunction().withConcurrency(100));
    Command dml = Command.in(directory, cloud.environmentVariables());
    for (String action : sentences.keySet()) {
      cloud.deny(action);
      try {
        boolean needed = !action.equals("lambda:GetAccountSettings");
        List<String> advice = advice(dml, needed ? 1 : 0);
        assertThat(advice).describedAs(action).hasSize(1);
        assertThat(advice.getFirst()).startsWith(sentences.get(action)).endsWith(CLIENT_POLICY);
        if (action.startsWith("lambda:") && needed) {
          assertThat(runs(dml))
              .isEqualTo(
                  "these credentials may not invoke dml-nuisance: "
                      + DENIED
                      + action
                      + " on resource: arn:aws:lambda:us-east-1:000000000000:function:dml-nuisance"
                      + " because no identity-based policy allows the "
                      + action
                      + " action"
                      + CLIENT_POLICY);
        } else if (needed) {
          assertThat(runs(dml))
              .matches("s3://dml-local/\\S+ is closed to these credentials \\(403 .*");
        }
      } finally {
        cloud.permit(action);
      }
    }
  }
}
