package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on in the cloud when the command has ended. */
class DetachedRunTest {

  private static final int KILLS = 5;

  @TempDir private Path directory;

  private static Settings cloud() {
    Settings function = Client.packagedFunction();
    return function.withConcurrency(2).withDriver(new Packaged(Path.of("..")).driver());
  }

  private static void detach(Command dml, String run, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("estimate", "spec.yaml", "--detach", "--set", "backend.run=" + run));
    arguments.addAll(List.of(more));
    Command.Outcome began = dml.outcome(arguments.toArray(String[]::new));
    assertThat(dml.messages())
        .containsExactly(
            "dml: it goes on without this machine; dml status " + run + " says how far");
    assertThat(began.out()).isEqualTo(run + "\n");
  }

  private static Process attach(Command dml, String run) throws IOException {
    return dml.start("attach", run, "--quiet", "--format", "json", "--output", "away.json");
  }

  @Test
  void theResultIsThatOfARunThatIsWatched() throws Exception {
    LocalCloud cloud = Clouds.of(cloud());
    int before = cloud.drives();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    detach(dml, "watched");
    assertThat(attach(dml, "watched").waitFor()).isZero();
    assertThat(dml.result("away.json")).isEqualTo(here);
    assertThat(dml.messages()).hasSize(2);
    assertThat(dml.messages().getFirst()).startsWith("dml: warning: no covariates were named");
    assertThat(dml.messages().getLast())
        .matches(
            "dml: it cost 0\\.\\d+ USD: 0\\.\\d+ USD for its fits and 0\\.\\d+ USD for \\d+ s of"
                + " driving");
    assertThat(status(dml, "watched")).startsWith("watched: done, 200 of 200 fits");
    assertThat(cloud.drives() - before).isEqualTo(1);
  }

  /** Each time AWS calls it again, or attach does, when AWS has given up. */
  @Test
  void aDriverThatIsKilledIsTakenOver() throws Exception {
    LocalCloud cloud = Clouds.of(cloud());
    int before = cloud.drives();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    int answered = cloud.invocations().size();
    detach(dml, "killed");
    Process attached = attach(dml, "killed");
    SplittableRandom moments = new SplittableRandom(15);
    for (int kill = 0; kill < KILLS; kill++) {
      int moment = answered + 1 + moments.nextInt(12);
      Patience.until("invocation " + moment, attached, () -> cloud.invocations().size() >= moment);
      cloud.killDriver();
      answered = cloud.invocations().size();
    }
    assertThat(attached.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(attached.exitValue()).isZero();
    assertThat(dml.result("away.json")).isEqualTo(here);
    assertThat(cloud.drives() - before).isGreaterThan(KILLS);
  }

  /** Nobody calls it after its third death; a status names who does, and that gives the same. */
  @Test
  void aDriverThatAwsGivesUpIsCalledByAttach() throws Exception {
    LocalCloud cloud = Clouds.of(cloud());
    int before = cloud.drives();
    int sent = cloud.invocations().size();
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    detach(dml, "given-up");
    Patience.until("5 invocations", () -> cloud.invocations().size() >= sent + 5);
    Patience.until("3 drives", () -> killed(cloud) == before + 3);
    // A status takes it for dead when its last word is 18 beats of half a second old.
    Patience.until(
        "silence",
        () -> killed(cloud) == before + 3 && cloud.idle().compareTo(Duration.ofMillis(9_500)) > 0);
    assertThat(status(dml, "given-up"))
        .startsWith("given-up: killed, ")
        .contains("\nits driver says nothing any more\n")
        .endsWith("\ngo on with it: dml attach s3://dml-local/runs/given-up\n");
    assertThat(attach(dml, "given-up").waitFor()).isZero();
    assertThat(dml.result("away.json")).isEqualTo(here);
  }

  /** Kills the driver, if it is there, and says how often it came. */
  private static int killed(LocalCloud cloud) {
    cloud.killDriver();
    return cloud.drives();
  }

  private static String status(Command dml, String run) throws IOException, InterruptedException {
    return dml.outcome("status", run).out();
  }

  /**
   * With folds of a file, which is not where the driver is. Each fit waits for the bucket, so that
   * all take longer than a driver may send. Whoever watches hears of an outage.
   */
  @Test
  void aDriverWhoseTimeIsOverIsFollowedByAnother() throws Exception {
    Settings slow =
        cloud()
            .withConcurrency(1)
            .withTimeout(Duration.ofSeconds(6))
            .withOvertime(Duration.ofMinutes(1))
            .withFaults(new Faults(Map.of(Fault.SLOW_STORE, 1.0), 1));
    try (LocalCloud cloud = LocalCloud.start(slow)) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      List<String> folds = new ArrayList<>(List.of("first,second,third,fourth"));
      for (int row = 0; row < Lcg500.ROWS; row++) {
        folds.add(row % 5 + "," + row / 2 % 5 + "," + row / 3 % 5 + "," + row / 4 % 5);
      }
      Files.write(directory.resolve("folds.csv"), folds);
      String[] given = {"--set", "partitions=folds.csv", "--set", "repetitions=4"};
      String here = dml.estimateHere(given);
      detach(dml, "away", given);
      Process attached =
          dml.start(
              "attach", "away", "--progress", "json", "--format", "json", "--output", "away.json");
      Patience.until("a report", attached, () -> has(dml, "\"done\":"));
      cloud.cut(Duration.ofSeconds(1));
      assertThat(attached.waitFor()).isZero();
      assertThat(has(dml, "\"waits_for\":\"s3://dml-local")).isTrue();
      assertThat(dml.result("away.json")).isEqualTo(here);
      assertThat(cloud.drives()).isGreaterThan(1);
    }
  }

  private static boolean has(Command dml, String words) {
    try {
      return dml.messages().stream().anyMatch(line -> line.contains(words));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each fit waits for the bucket, so that there are some left when the command has started. */
  @Test
  void cancelStopsItAndKeepsItsBill() throws Exception {
    Settings slow =
        cloud().withConcurrency(1).withFaults(new Faults(Map.of(Fault.SLOW_STORE, 1.0), 1));
    try (LocalCloud cloud = LocalCloud.start(slow)) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      String[] given = {"--set", "repetitions=4"};
      detach(dml, "stopped", given);
      Patience.until("5 invocations", () -> cloud.invocations().size() >= 5);
      assertThat(dml.run("cancel", "stopped", "--quiet")).isZero();
      List<String> messages = dml.messages();
      assertThat(messages).hasSize(3);
      assertThat(messages.get(0)).isEqualTo("dml: stopped is cancelled");
      assertThat(messages.get(1))
          .matches("dml: stopped by dml cancel after \\d+ of 40 fits, which are kept");
      assertThat(messages.get(2)).startsWith("dml: it cost 0.0");
      long fitted = fitted(cloud);
      assertThat(fitted).isLessThan(40);
      assertThat(status(dml, "stopped")).startsWith("stopped: stopped, ");
      assertThat(attach(dml, "stopped").waitFor()).isEqualTo(1);
      assertThat(fitted(cloud)).isEqualTo(fitted);
      // What it found is not fitted again.
      String here = dml.estimateHere(given);
      String[] resume = {
        "resume",
        "s3://dml-local/runs/stopped",
        "--quiet",
        "--format",
        "json",
        "--output",
        "away.json"
      };
      assertThat(dml.run(resume)).isZero();
      assertThat(dml.result("away.json")).isEqualTo(here);
      assertThat(fitted(cloud)).isEqualTo(40);
    }
  }

  /** Each invocation that was not refused has one fit. */
  private static long fitted(LocalCloud cloud) {
    return cloud.invocations().stream().filter(InvocationRecord::ran).count();
  }

  @Test
  void aBudgetStopsIt() throws Exception {
    try (LocalCloud cloud = LocalCloud.start(cloud().withTimeout(Duration.ofSeconds(20)))) {
      Command dml = Command.in(directory, cloud.environmentVariables());
      // An invocation may cost 20 s x 1.73 GB x 0.0000166667 USD = 0.00058 USD before any is
      // billed.
      detach(dml, "away", "--set", "backend.max_cost_usd=0.0008");
      assertThat(attach(dml, "away").waitFor()).isEqualTo(1);
      List<String> messages = dml.messages();
      assertThat(messages.get(0)).isEqualTo("dml: away is failed");
      assertThat(messages.get(1))
          .matches(
              "dml: stopped after \\d+ of 200 fits, because the next invocations could exceed"
                  + " backend.max_cost_usd");
      assertThat(cloud.invocations().size()).isBetween(1, Command.TASKS - 1);
    }
  }
}
