package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.localcloud.fault.Fault;
import dev.dml.localcloud.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Drivers that end before their run does. */
class DriversTest extends DetachedCalls {

  private static final int KILLS = 5;

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
}
