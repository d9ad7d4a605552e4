package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of 60 estimations in a cloud, beside the same on this machine. */
class StudyInTheCloudTest {

  private static final int KILLS = 5;
  private static final int CONCURRENCY = 4;

  /** 20 data sets x 3 folds x (3 learners of the outcome + 1 of the treatment). */
  private static final int FITS = 240;

  private static final Pattern STOPPED =
      Pattern.compile(
          "dml: stopped after (\\d+) of 90 estimations, because the next invocations could exceed"
              + " budget_usd of 0\\.0012 USD; 0\\.00\\d+ USD are spent");

  @TempDir private Path directory;

  @BeforeEach
  void writeStudy() throws IOException {
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: cloud
        base: {model: plr, folds: 3, repetitions: 1, learners: {ml_m: linear-regression}}
        grid:
          learners.ml_l:
            ols: linear-regression
            ridge: {type: ridge, lambda: 0.1}
            forest: {type: random-forest, trees: 5}
        simulate: {design: plr-ccddhnr2018, n: 100, p: 3, data_sets: 20}
        backend: {type: lambda, batch: per-fold, concurrency: 4}
        """);
  }

  private byte[] resultsHere(String... more) throws IOException, InterruptedException {
    Command dml = Command.in(directory, Map.of());
    String[] local = {"-o", "here", "--set", "backend={type: local}"};
    assertThat(dml.run(study("run", local, more))).isZero();
    return Files.readAllBytes(directory.resolve("here/results.csv"));
  }

  private static String[] study(String verb, String[] some, String... more) {
    return Stream.of(new String[] {"study", verb, "study.yaml", "--quiet"}, some, more)
        .flatMap(Stream::of)
        .toArray(String[]::new);
  }

  /** Whose function has so short a limit that a first invocation does not need all of a budget. */
  private static LocalCloud cloud() {
    return Clouds.of(
        Client.packagedFunction().withConcurrency(CONCURRENCY).withTimeout(Duration.ofSeconds(20)));
  }

  /** Of 20 invocations one goes wrong: throttled, refused, killed, cut off or damaged. */
  @Test
  void faultsChangeNoByteAndNoDataAreSent() throws Exception {
    Faults faults =
        new Faults(
            Map.of(
                Fault.THROTTLE, 0.01,
                Fault.SERVER_ERROR, 0.01,
                Fault.CRASH, 0.01,
                Fault.DROPPED_CONNECTION, 0.01,
                Fault.CORRUPTED_RESULT, 0.01),
            5);
    try (LocalCloud cloud =
        LocalCloud.start(
            Client.packagedFunction().withConcurrency(CONCURRENCY).withFaults(faults))) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      Command.Outcome run = dml.outcome("study", "run", "study.yaml", "-o", "there", "-q");
      assertThat(run.out())
          .startsWith(
              "60 of 60 estimations are done, 0 of them failed; 240 fits, and 120 more were"
                  + " shared\n");
      assertThat(directory.resolve("there/results.csv")).hasBinaryContent(resultsHere());
      assertThat(cloud.storeRequests())
          .extracting(StoreRequest::path)
          .noneMatch(path -> path.endsWith(".npy"))
          .anyMatch(path -> path.contains("/data/"));
      assertThat(cloud.invocations()).anyMatch(invocation -> invocation.fault().isPresent());
      // What a fault kept from the client after it was computed is found in the bucket.
      assertThat(attempts("there").filter(row -> row.contains(",done,")).count())
          .isBetween(FITS * 8L / 10, FITS + attempts("there").filter(this::isHedge).count());
    }
  }

  @Test
  void aClientThatIsKilledFiveTimesGivesTheSameBytes() throws Exception {
    LocalCloud cloud = cloud();
    Command dml = Command.in(directory, cloud.environmentVariables());
    SplittableRandom random = new SplittableRandom(4);
    int before = cloud.invocations().size();
    for (int kill = 0; kill < KILLS; kill++) {
      int moment = cloud.invocations().size() + 1 + random.nextInt(FITS / KILLS - 10);
      Process process =
          dml.start("study", kill == 0 ? "run" : "resume", "study.yaml", "-o", "killed", "--quiet");
      Patience.until("invocations", process, () -> cloud.invocations().size() >= moment);
      process.destroyForcibly().waitFor();
      Clouds.awaitQuiet(cloud);
    }
    assertThat(dml.run("study", "resume", "study.yaml", "-o", "killed", "--quiet")).isZero();
    assertThat(directory.resolve("killed/results.csv")).hasBinaryContent(resultsHere());
    // A fit that was on its way when the client died may be made again for another estimation.
    assertThat((long) cloud.invocations().size() - before)
        .isBetween(
            (long) FITS,
            FITS + KILLS * CONCURRENCY + attempts("killed").filter(this::isHedge).count());
  }

  /**
   * Until its time limit of 20 seconds, an invocation may cost 20 x 1.73 GB x 0.0000167 USD,
   * 0.00059 with its requests, so that only two are sent before anything is billed; 360 fits cost
   * 360 x 0.000005 for storing their results alone, 0.0018.
   */
  @Test
  void aStudyStopsWhenItsBudgetIsUsedUpAndGoesOnWithALargerOne() throws Exception {
    LocalCloud cloud = cloud();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String[] larger = {"--set", "simulate.data_sets=30"};
    String[] there = {"-o", "there", larger[0], larger[1]};
    assertThat(dml.run(study("run", there, "--set", "budget_usd=0.0005"))).isEqualTo(2);
    assertThat(dml.messages())
        .containsExactly(
            "dml: budget_usd: must be at least 0.00059 USD, what one invocation of 1769 MB may cost"
                + " until its time limit of 20 seconds, but was 0.0005; a lower time limit of the"
                + " function makes it less");
    assertThat(directory.resolve("there")).doesNotExist();

    assertThat(dml.run(study("run", there, "--set", "budget_usd=0.0012"))).isEqualTo(1);
    List<String> messages = dml.messages();
    assertThat(messages).hasSize(2);
    Matcher stopped = STOPPED.matcher(messages.getFirst());
    assertThat(stopped.matches()).describedAs(messages.getFirst()).isTrue();
    assertThat(Integer.parseInt(stopped.group(1))).isLessThan(90);
    assertThat(messages.getLast())
        .isEqualTo(
            "dml: go on with it: dml study resume study.yaml --output there --set"
                + " simulate.data_sets=30 --set budget_usd=AMOUNT");
    assertThat(directory.resolve("there/status.json"))
        .content()
        .contains("\"state\" : \"stopped\"");
    assertThat(directory.resolve("there/report.html"))
        .content()
        .contains("This is a part of the study: ");
    DoubleSummaryStatistics paid = paid("there");
    // An amount is kept unless one takes more than twice as long as any before, as each of those
    // under way may on a busy machine.
    assertThat(paid.getSum()).isBetween(0.0001, 0.0012 + CONCURRENCY * paid.getMax());
    long sent = answered("there");

    assertThat(dml.run(study("resume", there, "--set", "budget_usd=0.0012"))).isEqualTo(1);
    assertThat(dml.messages()).isEqualTo(messages);
    assertThat(answered("there")).describedAs("nothing was sent").isEqualTo(sent);

    assertThat(dml.run(study("resume", there, "--set", "budget_usd=1"))).isZero();
    assertThat(directory.resolve("there/results.csv")).hasBinaryContent(resultsHere(larger));
    assertThat(answered("there")).describedAs("every fit once").isEqualTo(360);
  }

  /** Hours of a function, in which two settings are tried as if there were no limit. */
  @Test
  void dollarsForTuningAreSecondsOfTheFunction() throws Exception {
    Command dml = Command.in(directory, cloud().environmentVariables());
    String[] there = {"-o", "tuned", "--set", "simulate.data_sets=1"};
    String tuned = "base.learners.ml_m={type: ridge, tune: {lambda: [0.1, 10]}%s}";
    assertThat(dml.run(study("run", there, "--set", tuned.formatted(", tune_usd: 1")))).isZero();
    assertThat(directory.resolve("tuned/results.csv"))
        .hasBinaryContent(resultsHere(there[2], there[3], "--set", tuned.formatted("")));
  }

  /** How many attempts brought a result that was used. */
  private long answered(String folder) throws IOException {
    return attempts(folder).filter(row -> row.contains(",done,")).count();
  }

  /** What the attempts have cost whose end is known. */
  private DoubleSummaryStatistics paid(String folder) throws IOException {
    try (CsvReader<NamedCsvRecord> attempts =
        CsvReader.builder().ofNamedCsvRecord(directory.resolve(folder).resolve("attempts.csv"))) {
      return attempts.stream()
          .filter(attempt -> !attempt.getField("outcome").equals("unanswered"))
          .mapToDouble(attempt -> Double.parseDouble(attempt.getField("usd")))
          .summaryStatistics();
    }
  }

  private Stream<String> attempts(String folder) throws IOException {
    return Files.readAllLines(directory.resolve(folder).resolve("attempts.csv")).stream().skip(1);
  }

  private boolean isHedge(String row) {
    return row.contains(",hedge,");
  }
}
