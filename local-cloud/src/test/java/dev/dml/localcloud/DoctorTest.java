package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.doctor.AccountExamination;
import dev.dml.doctor.Check;
import dev.dml.lambda.NuisanceHandler;
import dev.dml.store.ObjectStore;
import dev.dml.wire.protocol.BatchAnswer;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.SpecFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dml doctor} and a run say when something is missing on AWS: the same sentence. */
class DoctorTest {

  private static final String CLIENT_POLICY = "; attach the ClientPolicy of the stack to them";
  private static final String NO_CREDENTIALS =
      "no AWS credentials were found; run 'aws configure' or 'aws sso login', or set AWS_PROFILE";
  private static final String DENIED =
      "User: arn:aws:iam::000000000000:user/local is not authorized to perform: ";

  private static final String FEW =
      "concurrency: this is what a new account has, whose functions have at most 3008 MB too; runs"
          + " will use no more than that; ask for more in AWS's console: Service Quotas, AWS"
          + " Lambda, Concurrent executions";

  @TempDir private Path directory;

  /** What to do, of the checks of AWS alone. */
  private List<String> advice(Command dml, int exitCode, String... settings) throws Exception {
    return adviceOn("lambda", dml, exitCode, settings);
  }

  private static List<String> adviceOn(
      String backend, Command dml, int exitCode, String... settings) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("doctor", "--set", "backend.type=" + backend));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    Command.Outcome outcome = dml.outcome(arguments.toArray(String[]::new));
    assertThat(outcome.exitCode()).describedAs(outcome.out()).isEqualTo(exitCode);
    return outcome
        .out()
        .lines()
        .dropWhile(line -> !line.equals("What to do:"))
        .filter(
            line ->
                !line.matches(
                    "What to do:|  (cores|memory|OpenBLAS|DuckDB|cache|.* data|DML_.*): [^;]*"
                        + "|  OpenBLAS:.*"))
        .map(String::strip)
        .toList();
  }

  private static String runs(Command dml, String... settings) throws Exception {
    return runsOn("lambda", dml, settings);
  }

  private static String runsOn(String backend, Command dml, String... settings) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("estimate", "spec.yaml", "--quiet", "--set", "backend.type=" + backend));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    assertThat(dml.run(arguments.toArray(String[]::new))).isNotZero();
    List<String> messages =
        dml.messages().stream().filter(line -> !line.contains("go on with")).toList();
    assertThat(messages).hasSize(1);
    return messages.getFirst().replaceFirst("dml: ", "");
  }

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
  void jobsAreLookedAtWithoutSubmittingOne() throws Exception {
    LocalCloud cloud = Clouds.of(Client.packagedFunction());
    int before = cloud.jobs().size();
    Command dml = Command.in(directory, cloud.environmentVariables());
    assertThat(adviceOn("batch", dml, 0)).isEmpty();
    String noDefinition =
        "there is no job definition other in this account and region; deploy it (sam deploy) or set"
            + " backend.job_definition and backend.region";
    assertThat(adviceOn("batch", dml, 1, "backend.job_definition=other"))
        .containsExactly("job definition: " + noDefinition);
    assertThat(runsOn("batch", dml, "backend.job_definition=other")).isEqualTo(noDefinition);
    String noQueue =
        "AWS Batch refused the request: Error executing request, Exception : JobQueue other not"
            + " found; see backend.queue, backend.job_definition and backend.region";
    assertThat(adviceOn("batch", dml, 1, "backend.queue=other"))
        .containsExactly("queue: " + noQueue);
    assertThat(adviceOn("batch", dml.without("DML_QUEUE"), 1))
        .containsExactly(
            "job names: backend.queue: is missing; set it, or the environment variable DML_QUEUE,"
                + " to what sam deploy printed");
    cloud.deny("batch:ListJobs");
    try {
      assertThat(adviceOn("batch", dml, 1))
          .hasSize(1)
          .allMatch(
              line ->
                  line.endsWith("the ClientPolicy and the JobClientPolicy of the stack to them"));
    } finally {
      cloud.permit("batch:ListJobs");
    }
    assertThat(cloud.jobs()).hasSize(before);
  }

  @Test
  void dataForWhichTheMemoryIsTooSmallAreNamed() throws IOException {
    LocalCloud cloud = Clouds.of(Client.packagedFunction());
    Client.of(cloud);
    BackendSpec.Lambda spec =
        (BackendSpec.Lambda) BackendSpec.of(SpecFile.ofOverrides(List.of("backend.type=lambda")));
    Map<String, String> variables = cloud.environmentVariables();
    // Twice the data and 48 MB, in 85 % of the memory; see FunctionMemory.
    assertThat(new AccountExamination(spec, variables, OptionalLong.of(1L << 30)).checks())
        .contains(
            Check.fail(
                "memory",
                "1769 MB",
                "the data of the spec need 2466 MB: sam deploy --parameter-overrides"
                    + " MemorySize=2466"));
    assertThat(new AccountExamination(spec, variables, OptionalLong.of(10L << 30)).checks())
        .contains(
            Check.fail(
                "memory",
                "1769 MB",
                "the data of the spec need 24151 MB, more than the 10240 that any function has;"
                    + " set backend.type to batch"));
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

  @Test
  void tooLittleMemoryAndTimeSayWhatToSet() throws Exception {
    Settings small = Client.packagedFunction().withMemory(128).withTimeout(Duration.ofSeconds(5));
    try (LocalCloud cloud = LocalCloud.start(small.withConcurrency(2))) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      assertThat(advice(dml, 1))
          .contains(
              "memory: the function needs at least 512 MB; 1769 MB are one processor, legal are"
                  + " 128 to 10240: sam deploy --parameter-overrides MemorySize=1769",
              "time limit: fits that take longer are ended; time that is not used costs nothing,"
                  + " legal are 1 to 900: sam deploy --parameter-overrides Timeout=900",
              FEW);
    }
  }

  /** The function's own decoder, which reads requests as if another version had sent them. */
  @Test
  void aFunctionOfAnotherVersionIsNamed() throws Exception {
    Settings settings = Client.packagedFunction().withConcurrency(100);
    List<ObjectStore> store = new ArrayList<>();
    try (LocalCloud cloud =
        LocalCloud.startWaiting(
            settings, Duration.ZERO, request -> answerOfAnother(store.getFirst(), request))) {
      store.add(Client.store(cloud));
      Command dml = Command.in(directory, cloud.environmentVariables());
      String sentence =
          "the function is of version 0.1.0-SNAPSHOT and protocol 1, but the request of version"
              + " 0.0.9 and protocol 1; deploy the function of the same version as the client: mvn"
              + " package && sam deploy";
      assertThat(advice(dml, 1)).containsExactly("version: " + sentence);
      assertThat(runs(dml)).isEqualTo(sentence);
    }
  }

  @Test
  void aFunctionThatDoesNotSayWhetherItIsOfThisVersionIsNotTakenForOne() throws Exception {
    Settings settings = Client.packagedFunction().withConcurrency(100);
    byte[] refusal = new BatchAnswer.Refused(List.of("old"), Optional.empty()).write();
    try (LocalCloud cloud = LocalCloud.startWaiting(settings, Duration.ZERO, request -> refusal)) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      assertThat(advice(dml, 1))
          .containsExactly(
              "version: the function does not say; deploy it: mvn package && sam deploy",
              "trial fit: old");
    }
  }

  private static byte[] answerOfAnother(ObjectStore store, byte[] request) {
    String text =
        new String(request, StandardCharsets.UTF_8)
            .replace("\"version\":\"0.1.0-SNAPSHOT\"", "\"version\":\"0.0.9\"");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new NuisanceHandler(store)
          .handleRequest(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              out,
              new PlentyOfTime());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
