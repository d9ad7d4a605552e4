package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that is killed loses nothing. */
class ResumeTest {

  private static final int KILLS = 5;

  /** As the spec says. */
  private static final int CONCURRENCY = 2;

  /** Of the function, unless it is said otherwise. */
  private static final long MEGABYTES = 1769;

  /** The exit code of a process that SIGKILL, number 9, ended, as shells and Java tell it. */
  private static final int KILLED = 128 + 9;

  @TempDir private Path directory;

  /** One for all of these, when what others have left in it has ended. */
  private static LocalCloud cloud() throws InterruptedException {
    return Clouds.quiet(Client.packagedFunction().withConcurrency(CONCURRENCY));
  }

  @Test
  void aKilledClientsRunIsGoneOnWith() throws Exception {
    LocalCloud cloud = cloud();
    Command dml = Command.in(directory, cloud.environmentVariables());
    SplittableRandom random = new SplittableRandom(3);
    for (int kill = 0; kill < KILLS; kill++) {
      // Before three quarters are done, after which a client may send duplicates of stragglers.
      int moment = 1 + random.nextInt(Command.TASKS * 3 / 4 - 10);
      int requests = cloud.storeRequests().size();
      List<InvocationRecord> sent = killed(cloud, dml, "kill-" + kill, moment, Command.TASKS);
      assertThat(cloud.storeRequests().stream().skip(requests))
          .filteredOn(request -> request.path().endsWith("/plan.json"))
          .describedAs("written by the first client, read once by the second")
          .extracting(StoreRequest::operation)
          .containsExactly(StoreRequest.Operation.PUT, StoreRequest.Operation.GET);
      everyBillIsKnown(sent, kill);
    }
  }

  /**
   * 9 fits of each of 3 folds and 2 repetitions: three candidates for the outcome, and the six that
   * {@code auto} has for the treatment. When 20 were sent, 18 at least are answered.
   */
  @Test
  void aRunKilledAmidCandidatesIsGoneOnWith() throws Exception {
    LocalCloud cloud = cloud();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String[] candidates = {
      "--set",
      "learners.ml_l={candidates: {mean: constant, ols: linear-regression, forest: {type:"
          + " random-forest, trees: 20}}}",
      "--set",
      "learners.ml_m=auto",
      "--set",
      "folds=3",
      "--set",
      "repetitions=2"
    };
    killed(cloud, dml, "candidates", 20, 2 * 3 * 9, candidates);
  }

  /**
   * Kills a client when it has sent some fits, goes on with its run, and compares the result.
   *
   * @return what both have sent
   */
  private List<InvocationRecord> killed(
      LocalCloud cloud, Command dml, String run, int moment, int tasks, String... more)
      throws IOException, InterruptedException {
    String here = dml.estimateHere(more);
    int before = cloud.invocations().size();
    Process process = dml.start(Command.inCloud(run, more));
    Patience.until("invocations", process, () -> cloud.invocations().size() >= before + moment);
    assertThat(process.destroyForcibly().waitFor()).isEqualTo(KILLED);
    Clouds.awaitQuiet(cloud);
    int first = cloud.invocations().size() - before;
    assertThat(first).isLessThan(tasks);
    String location = "s3://" + cloud.bucket() + "/runs/" + run;
    assertThat(dml.run("resume", location, "--attempts", "attempts.csv")).isZero();
    long duplicates =
        Files.readAllLines(directory.resolve("attempts.csv")).stream()
            .filter(row -> row.toLowerCase(Locale.ROOT).contains(",hedge,"))
            .count();
    Clouds.awaitQuiet(cloud);
    assertThat(dml.result(run + ".json")).isEqualTo(here);
    // Every fit once: those that were on their way when the client died are in the bucket.
    assertThat(cloud.invocations().size() - before)
        .describedAs("invocations, %s of them before the kill", first)
        .isEqualTo(tasks + (int) duplicates);
    return cloud.invocations().subList(before, cloud.invocations().size());
  }

  /** What the endpoint has billed is what the result counts and what it lists as never answered. */
  private void everyBillIsKnown(List<InvocationRecord> endpoint, int kill) throws IOException {
    JsonNode account =
        new ObjectMapper()
            .readTree(directory.resolve("kill-" + kill + ".json").toFile())
            .at("/run/cloud");
    List<InvocationRecord> ran = endpoint.stream().filter(InvocationRecord::ran).toList();
    Set<String> seen = requestIds();
    int unanswered = account.at("/unanswered/invocations").asInt();
    assertThat(unanswered).isBetween(0, CONCURRENCY);
    // One that was written down when the client died may not have been sent any more.
    assertThat(account.at("/invocations").asInt() + unanswered)
        .isBetween(ran.size(), ran.size() + unanswered);
    long megabyteMillis =
        ran.stream()
            .filter(invocation -> seen.contains(invocation.requestId()))
            .mapToLong(invocation -> invocation.billed().toMillis() * MEGABYTES)
            .sum();
    assertThat(account.at("/gb_seconds/measured").asDouble())
        .isEqualTo(megabyteMillis / (1024.0 * 1000));
    // 900 seconds, the time limit of the function.
    assertThat(account.at("/unanswered/gb_seconds_at_most").asDouble())
        .isEqualTo(unanswered * 900.0 * MEGABYTES / 1024);
    assertThat(account.at("/earlier_commands/commands").asInt()).isEqualTo(1);
    assertThat(account.at("/earlier_commands/complete").asBoolean()).isTrue();
  }

  /** The invocations whose answers one of the clients has seen. */
  private Set<String> requestIds() throws IOException {
    try (CsvReader<NamedCsvRecord> attempts =
        CsvReader.builder().ofNamedCsvRecord(directory.resolve("attempts.csv"))) {
      return attempts.stream()
          .map(attempt -> attempt.getField("request_id"))
          .filter(id -> !id.isEmpty())
          .collect(Collectors.toSet());
    }
  }

  /** Three fits of each of 5 folds and 20 repetitions: two candidates, and the treatment. */
  @Test
  void aKilledRunOnThisMachineIsGoneOnWith() throws Exception {
    Command dml = Command.in(directory, Map.of());
    // So that the last 280 fits take far longer than to look and to kill.
    String slow =
        "learners.ml_l={candidates: {ols: linear-regression, forest: {type: random-forest, trees:"
            + " 100}}}";
    int tasks = 20 * 5 * 3;
    String here = dml.estimateHere("--set", slow);
    Process process =
        dml.start(
            "estimate",
            "spec.yaml",
            "--format",
            "json",
            "--output",
            "kept.json",
            "--set",
            slow,
            "--set",
            "backend.type=local",
            "--set",
            "backend.run=kept");
    Path results = directory.resolve("dml-runs/kept/results");
    Patience.until("20 results", process, () -> count(results) >= 20);
    assertThat(process.destroyForcibly().waitFor()).isEqualTo(KILLED);
    assertThat(count(results)).isLessThan(tasks);
    assertThat(dml.run("resume", "dml-runs/kept")).isZero();
    assertThat(dml.result("kept.json")).isEqualTo(here);
    assertThat(count(results)).isEqualTo(tasks);
  }

  private static int count(Path folder) {
    String[] files = folder.toFile().list((in, name) -> name.endsWith(".json"));
    return files == null ? 0 : files.length;
  }

  @Test
  void controlCSaysWhatStillRunsAndHowToGoOn() throws Exception {
    LocalCloud cloud = cloud();
    Command dml = Command.in(directory, cloud.environmentVariables());
    int before = cloud.invocations().size();
    Process process = dml.start(Command.inCloud("stopped", "--quiet"));
    Patience.until("5 invocations", process, () -> cloud.invocations().size() >= before + 5);
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    List<String> messages = dml.messages();
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0))
        .isEqualTo("dml: if this run stops, go on with: dml resume s3://dml-local/runs/stopped");
    assertThat(messages.get(1))
        .matches(
            "dml: stopped after \\d+ of 200 fits; (1 invocation still runs and is|[02]"
                + " invocations still run and are) billed until (it ends|they end), at most 900"
                + " seconds( each)?; what they find is kept; no result of it was written");
    assertThat(messages.get(2))
        .isEqualTo("dml: go on with it: dml resume s3://dml-local/runs/stopped");
  }

  @Test
  void aRunIsGoneOnWithAsItWas() throws Exception {
    Command dml = Command.in(directory, Map.of());
    String here = "backend={type: local, run: done}";
    assertThat(dml.run("estimate", "spec.yaml", "--quiet", "--set", here)).isZero();
    assertThat(dml.run("resume", "dml-runs/done", "--set", "folds=3")).isEqualTo(2);
    assertThat(dml.messages())
        .containsExactly(
            "dml: --set folds=3: a run is gone on with as it was; only backend.threads, type"
                + " (lambda or batch), function, queue, job_definition, vcpu, memory_mb, region,"
                + " concurrency, batch, max_cost_usd and prices may change");
    assertThat(dml.run("resume", "dml-runs/none")).isEqualTo(2);
    assertThat(dml.messages())
        .containsExactly("dml: there is no run dml-runs/none; it is no directory");
    assertThat(dml.run("estimate", "spec.yaml", "--set", here, "--set", "repetitions=3"))
        .isEqualTo(2);
    assertThat(dml.messages())
        .containsExactly(
            "dml: backend.run: dml-runs/done is a run of another spec, other data or another"
                + " version of this program (0.1.0-SNAPSHOT); choose another name");
    Files.writeString(directory.resolve("data.csv"), "y,dc,x1,x2,x3\n");
    List<String> rows =
        Stream.iterate(0, i -> i + 1)
            .limit(50)
            .map(i -> i % 7 + "," + i % 5 + ",1," + i + ",0")
            .toList();
    Files.write(
        directory.resolve("data.csv"),
        Stream.concat(Stream.of("y,dc,x1,x2,x3"), rows.stream()).toList());
    assertThat(dml.run("resume", "dml-runs/done")).isEqualTo(2);
    assertThat(dml.messages().getFirst())
        .startsWith("dml: the data have changed since dml-runs/done began: their digest is ");
  }
}
