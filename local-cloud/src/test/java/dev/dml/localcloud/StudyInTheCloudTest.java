package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
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

  /** What was sent before a client died has reached the endpoint within this. */
  private static final Duration QUIET = Duration.ofMillis(700);

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

  private byte[] resultsHere() throws IOException, InterruptedException {
    Command dml = Command.in(directory, Map.of());
    String local = "backend={type: local}";
    assertThat(dml.run("study", "run", "study.yaml", "-o", "here", "-q", "--set", local)).isZero();
    return Files.readAllBytes(directory.resolve("here/results.csv"));
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
    try (LocalCloud cloud =
        LocalCloud.start(Client.packagedFunction().withConcurrency(CONCURRENCY))) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      SplittableRandom random = new SplittableRandom(4);
      for (int kill = 0; kill < KILLS; kill++) {
        int moment = cloud.invocations().size() + 1 + random.nextInt(FITS / KILLS - 10);
        Process process =
            dml.start(
                "study", kill == 0 ? "run" : "resume", "study.yaml", "-o", "killed", "--quiet");
        Patience.until("invocations", process, () -> cloud.invocations().size() >= moment);
        process.destroyForcibly().waitFor();
        Patience.until("quiet", () -> cloud.idle().compareTo(QUIET) > 0);
      }
      assertThat(dml.run("study", "resume", "study.yaml", "-o", "killed", "--quiet")).isZero();
      assertThat(directory.resolve("killed/results.csv")).hasBinaryContent(resultsHere());
      // A fit that was on its way when the client died may be made again for another estimation.
      assertThat((long) cloud.invocations().size())
          .isBetween(
              (long) FITS,
              FITS + KILLS * CONCURRENCY + attempts("killed").filter(this::isHedge).count());
    }
  }

  private Stream<String> attempts(String folder) throws IOException {
    return Files.readAllLines(directory.resolve(folder).resolve("attempts.csv")).stream().skip(1);
  }

  private boolean isHedge(String row) {
    return row.contains(",hedge,");
  }
}
