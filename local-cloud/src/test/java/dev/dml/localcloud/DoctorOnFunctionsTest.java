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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the doctor says of functions and jobs that do not do. */
class DoctorOnFunctionsTest extends DoctorCalls {

  private static final String FEW =
      "concurrency: this is what a new account has, whose functions have at most 3008 MB too; runs"
          + " will use no more than that; ask for more in AWS's console: Service Quotas, AWS"
          + " Lambda, Concurrent executions";

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
