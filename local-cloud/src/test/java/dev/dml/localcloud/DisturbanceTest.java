package dev.dml.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.Bucket;
import dev.dml.aws.fanout.Attempt;
import dev.dml.task.Batching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkGlobalTime;

/** What comes over a run as a whole, in the middle of it. */
class DisturbanceTest {

  private static final int REPETITIONS = 10;

  /** Two nuisances in five folds. */
  private static final int TASKS = REPETITIONS * 2 * 5;

  @TempDir private Path directory;
  private LocalCloud cloud;

  /** What it had answered before this test. */
  private int before;

  @BeforeEach
  void awaitQuiet() throws InterruptedException {
    cloud = Clouds.quiet(Client.packagedFunction().withConcurrency(2));
    before = cloud.invocations().size();
  }

  /** The SDK keeps what it has learnt of the clock for the whole process. */
  @AfterEach
  void setTheClocksRight() {
    cloud.skew(Duration.ZERO);
    cloud.expire(Duration.ZERO);
    SdkGlobalTime.setGlobalTimeOffset(0);
  }

  private int answered() {
    return cloud.invocations().size() - before;
  }

  private interface Trouble {
    void begin() throws InterruptedException;
  }

  /** A run in the cloud, over which something comes after ten answers. */
  private String disturbed(String name, Client client, Trouble trouble)
      throws InterruptedException {
    CompletableFuture<String> run =
        CompletableFuture.supplyAsync(
            () -> client.estimate(cloud, name, new Batching.PerFold(), 2, REPETITIONS));
    Patience.until("ten answers", () -> answered() >= 10);
    trouble.begin();
    return run.orTimeout(1, TimeUnit.MINUTES).join();
  }

  /** No batch is sent a third time: what the outage lost is sent once more, or found in S3. */
  @Test
  void anOutageOfSecondsIsWaitedOut() throws Exception {
    Client client = Client.of(cloud);
    String result = disturbed("cut", client, () -> cloud.cut(Duration.ofSeconds(3)));
    assertThat(result).isEqualTo(client.estimateHere(REPETITIONS));
    assertThat(client.attempts()).allMatch(attempt -> attempt.number() <= 2);
    assertThat(client.count(Attempt.Outcome.TRANSIENT)).isBetween(1L, 2L);
  }

  /** Amazon S3 tells its time, by which the SDK signs from then on. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void aBucketWithAnotherClockIsReadAndWritten(long hours) throws Exception {
    Client.of(cloud);
    cloud.skew(Duration.ofHours(hours));
    try (Bucket bucket = Bucket.open(cloud.bucket(), Optional.empty())) {
      assertThat(bucket.store().names("nothing/")).isEmpty();
    }
  }

  /** Ten minutes are too much for AWS Lambda alone, which tells the time with its first refusal. */
  @ParameterizedTest
  @ValueSource(longs = {-10, 10})
  void aRunBeginsUnderAnotherClock(long minutes) throws Exception {
    Client client = Client.of(cloud);
    cloud.skew(Duration.ofMinutes(minutes));
    assertThat(client.estimate(cloud, "begun" + minutes, new Batching.PerRepetition(), 2, 1))
        .isEqualTo(client.estimateHere(1));
  }

  /**
   * In the middle of a run, too: what was on its way when the clocks parted is refused, and sent
   * again.
   */
  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void aRunUnderAnotherClockGoesOnByThatOfAws(long hours) throws Exception {
    Client client = Client.of(cloud);
    String result = disturbed("skewed" + hours, client, () -> cloud.skew(Duration.ofHours(hours)));
    assertThat(result).isEqualTo(client.estimateHere(REPETITIONS));
    // Two at once.
    assertThat(client.count(Attempt.Outcome.THROTTLED)).isBetween(1L, 2L);
    assertThat(client.count(Attempt.Outcome.DONE)).isEqualTo(TASKS);
  }

  @Test
  void credentialsThatExpireEndARunThatCanBeGoneOnWith() throws Exception {
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    Process run = dml.start(Command.inCloud("expired", "--quiet"));
    Patience.until("ten answers", run, () -> answered() >= 10);
    cloud.expire(Duration.ofDays(1));
    assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).isEqualTo(1);
    List<String> messages = dml.messages();
    assertThat(messages.get(1))
        .isEqualTo(
            "dml: AWS does not accept these credentials: The security token included in the"
                + " request is expired; renew them ('aws configure', 'aws sso login') or set"
                + " AWS_PROFILE");
    assertThat(messages.getLast())
        .isEqualTo("dml: go on with it: dml resume s3://dml-local/runs/expired");
    cloud.expire(Duration.ZERO);
    assertThat(dml.run("resume", "s3://dml-local/runs/expired", "--quiet")).isZero();
    assertThat(dml.result("expired.json")).isEqualTo(here);
  }

  /** Stopped and continued by signals; longer than an HTTP connection may be silent is in docs. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aClientThatStandsStillGoesOn() throws Exception {
    Command dml = Command.in(directory, cloud.environmentVariables());
    String here = dml.estimateHere();
    Process run = dml.start(Command.inCloud("asleep", "--quiet"));
    Patience.until("ten answers", run, () -> answered() >= 10);
    Disturbance.signal("STOP", run);
    int stopped = answered();
    Patience.whileWatched(
        "a client without new invocations", Duration.ofSeconds(2), () -> answered() <= stopped + 2);
    Disturbance.signal("CONT", run);
    assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).isZero();
    assertThat(dml.result("asleep.json")).isEqualTo(here);
    assertThat(answered()).isEqualTo(Command.TASKS);
  }
}
