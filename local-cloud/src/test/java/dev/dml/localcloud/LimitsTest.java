package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** What AWS Lambda enforces, and how it says so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

  @TempDir private Path directory;

  private static final int CONCURRENCY = 2;

  private LocalCloud cloud;
  private Caller caller;

  @BeforeAll
  void start() throws IOException {
    cloud =
        LocalCloud.start(
            Probe.settings()
                .withMemory(256)
                .withTimeout(Duration.ofSeconds(6))
                .withConcurrency(CONCURRENCY));
    caller = Caller.of(cloud);
  }

  @AfterAll
  void close() {
    caller.close();
    cloud.close();
  }

  @Test
  void aWarmEnvironmentServesTheNextInvocation() {
    InvokeResponse first = caller.invoke("nothing 0");
    InvokeResponse second = caller.invoke("nothing 1");
    assertThat(Caller.word(second, 0)).isEqualTo(Caller.word(first, 0));
    assertThat(Caller.log(second)).doesNotContain("Init Duration");
    assertThat(Caller.log(second))
        .matches(
            "(?s)START RequestId: (\\S+) Version: \\$LATEST\nEND RequestId: \\1\n"
                + "REPORT RequestId: \\1\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms"
                + "\tMemory Size: 256 MB\tMax Memory Used: \\d+ MB\t\n");
    assertThat(second.executedVersion()).isEqualTo("$LATEST");
  }

  @Test
  void theStartOfAnEnvironmentIsBilled() {
    caller.invoke("exit 0"); // so that the next one is cold, if no other is warm
    while (true) {
      InvokeResponse response = caller.invoke("nothing 2");
      if (Caller.log(response).contains("Init Duration")) {
        double init = number(response, "Init Duration: ([0-9.]+) ms");
        double run = number(response, "\tDuration: ([0-9.]+) ms");
        assertThat(number(response, "Billed Duration: ([0-9]+) ms"))
            .isEqualTo(Math.ceil(init + run));
        return;
      }
      caller.invoke("exit 0");
    }
  }

  private static double number(InvokeResponse response, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(Caller.log(response));
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anEnvironmentServesOneInvocationAtATime() {
    Set<Long> processes =
        IntStream.range(0, 4)
            .mapToObj(
                round -> {
                  Path done = directory.resolve("done-" + round);
                  CompletableFuture<InvokeResponse> other = caller.send("until " + done);
                  InvokeResponse own = caller.invoke("nothing " + round);
                  create(done);
                  assertThat(Caller.word(own, 1)).isEqualTo(1);
                  assertThat(Caller.word(other.join(), 1)).isEqualTo(1);
                  return Stream.of(own, other.join()).map(response -> Caller.word(response, 0));
                })
            .flatMap(Function.identity())
            .collect(Collectors.toSet());
    assertThat(processes).hasSize(CONCURRENCY);
  }

  @Test
  void moreInvocationsThanTheAccountMayRunAreRefused() throws InterruptedException {
    Path done = directory.resolve("all-are-sent");
    List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < CONCURRENCY + 3; i++) {
      all.add(
          caller
              .send("until " + done)
              .handle((response, error) -> error == null || refusals.add(error.getCause())));
    }
    Patience.until("3 refusals", () -> refusals.size() == 3);
    create(done);
    all.forEach(CompletableFuture::join);
    assertThat(refusals).hasSize(3);
    for (Throwable refusal : refusals) {
      TooManyRequestsException exception = (TooManyRequestsException) refusal;
      assertThat(exception.statusCode()).isEqualTo(429);
      assertThat(exception.reasonAsString()).isEqualTo("ConcurrentInvocationLimitExceeded");
      assertThat(exception.awsErrorDetails().errorMessage()).isEqualTo("Rate Exceeded.");
    }
  }

  @Test
  void anExceptionIsAFunctionErrorAndTheEnvironmentGoesOn() {
    long process = Caller.word(caller.invoke("nothing 6"), 0);
    InvokeResponse failed = caller.invoke("throw 7");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(Caller.text(failed))
        .startsWith(
            "{\"errorMessage\":\"asked for 7\",\"errorType\":\"java.lang.IllegalStateException\"");
    assertThat(Caller.word(caller.invoke("nothing 7"), 0)).isEqualTo(process);
  }

  @Test
  void aProcessThatEndsIsAFunctionError() {
    InvokeResponse failed = caller.invoke("exit 3");
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(Caller.text(failed))
        .matches(
            "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                + "\"RequestId: \\S+ Error: Runtime exited with error: exit status 3\"}");
    assertThat(Caller.log(failed)).contains("\tStatus: error\tError Type: Runtime.ExitError\t");
  }

  @Test
  void tooMuchMemoryEndsTheProcess() {
    InvokeResponse failed = caller.invoke("allocate 300");
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(Caller.text(failed))
        .matches(
            "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":"
                + "\"RequestId: \\S+ Error: Runtime exited with error: signal: killed\"}");
    assertThat(number(failed, "Max Memory Used: (\\d+) MB")).isGreaterThanOrEqualTo(256);
  }

  @Test
  void tooMuchTimeEndsTheProcess() {
    InvokeResponse failed = caller.invoke("until " + directory.resolve("never"));
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(Caller.text(failed))
        .matches(
            "\\{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                + "\"RequestId: \\S+ Error: Task timed out after 6.00 seconds\"}");
    assertThat(Caller.log(failed)).contains("\tStatus: timeout\t");
    assertThat(number(failed, "\tDuration: ([0-9.]+) ms")).isGreaterThanOrEqualTo(6000);
  }

  @Test
  void anAnswerThatIsTooLargeIsAFunctionError() {
    InvokeResponse failed = caller.invoke("answer 6291556");
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(Caller.text(failed))
        .matches(
            "\\{\"errorType\":\"Function.ResponseSizeTooLarge\",\"errorMessage\":"
                + "\"Response payload size \\(62915\\d\\d bytes\\) exceeded maximum allowed payload"
                + " size \\(6291556 bytes\\).\"}");
    assertThat(caller.invoke("answer 6291000").functionError()).isNull();
  }

  @Test
  void aRequestThatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> caller.invoke("nothing 0 " + "x".repeat(6 * 1024 * 1024)))
        .cause()
        .isInstanceOfSatisfying(
            RequestTooLargeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(413);
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "Request must be smaller than 6291456 bytes for the InvokeFunction"
                          + " operation");
            });
  }

  @Test
  void anUnknownFunctionIsRefused() {
    try (Caller other = Caller.of(cloud.lambdaEndpoint(), cloud.credentials(), "other")) {
      assertThatThrownBy(() -> other.invoke("nothing 0"))
          .cause()
          .isInstanceOfSatisfying(
              ResourceNotFoundException.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(404);
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Function not found:"
                            + " arn:aws:lambda:us-east-1:000000000000:function:other");
              });
    }
  }

  @Test
  void anAliasNamesTheFunctionToo() {
    try (Caller alias =
        Caller.of(cloud.lambdaEndpoint(), cloud.credentials(), cloud.functionName() + ":live")) {
      assertThat(Caller.word(alias.invoke("nothing 3"), 1)).isEqualTo(1);
    }
  }

  @Test
  void theLogHasItsLastFourKilobytes() {
    InvokeResponse response = caller.invoke("print 10000");
    assertThat(Caller.log(response)).hasSize(4096).contains("xxx\nEND").contains("REPORT");
    // What an earlier invocation printed is not in the log of the next.
    assertThat(Caller.log(caller.invoke("nothing 4"))).doesNotContain("xxx");
  }

  @Test
  void anEnvironmentSeesAProcessorForEvery1769Megabytes() {
    assertThat(Caller.word(caller.invoke("nothing 5"), 2)).isEqualTo(1);
    assertThat(Probe.settings().withMemory(1769).processors()).isEqualTo(1);
    assertThat(Probe.settings().withMemory(3538).processors()).isEqualTo(2);
    assertThat(Probe.settings().withMemory(10_240).processors()).isEqualTo(5);
  }

  @Test
  void theConfigurationIsThatOfTheSettings() {
    var found =
        caller.lambda().getFunctionConfiguration(get -> get.functionName(caller.function()));
    assertThat(found.join().memorySize()).isEqualTo(256);
    assertThat(found.join().timeout()).isEqualTo(6);
    assertThat(found.join().architecturesAsStrings())
        .containsExactly(System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x86_64");
    var account = caller.lambda().getAccountSettings().join();
    assertThat(account.accountLimit().concurrentExecutions()).isEqualTo(CONCURRENCY);
  }
}
