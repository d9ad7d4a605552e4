package dev.dml.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.detached.DetachedRun;
import dev.dml.detached.Pace;
import dev.dml.store.FolderStore;
import dev.dml.wire.detached.Beat;
import dev.dml.wire.detached.Ending;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

  /** So short that nobody waits for long, and so many of them that nobody is late. */
  private static final Pace PACE = new Pace(Duration.ofMillis(20));

  @TempDir private Path folder;
  private DetachedRun run;

  @BeforeEach
  void begin() {
    run = new DetachedRun(new FolderStore(folder), "wages");
  }

  private static Beat beat(boolean last) {
    Instant now = Instant.now();
    RunStatus status =
        new RunStatus(
            "wages",
            "s3://bucket/runs/wages",
            Optional.empty(),
            "wages.yaml",
            RunStatus.State.RUNNING,
            "",
            now,
            now,
            RunProgress.NONE);
    return new Beat(status, Duration.ofSeconds(7), 3, last, "");
  }

  @Test
  void ofManyWhoComeAtOnceOneDrives() {
    List<CompletableFuture<Optional<Lease>>> all =
        IntStream.range(0, 8)
            .mapToObj(
                driver ->
                    CompletableFuture.supplyAsync(() -> Lease.take(run, "driver " + driver, PACE)))
            .toList();
    List<Lease> taken =
        all.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
    // Whoever hears nothing of the first for long enough may follow, but never has the same lease.
    assertThat(taken).extracting(Lease::number).doesNotHaveDuplicates().contains(1);
    assertThat(taken.stream().filter(lease -> !lease.isLost())).hasSize(1);
  }

  @Test
  void whoSaysThatItDrivesNoMoreIsFollowedAtOnce() {
    Lease first = Lease.take(run, "first", PACE).orElseThrow();
    run.say(1, 1, beat(false));
    run.say(1, 2, beat(true));
    Lease second = Lease.take(run, "second", new Pace(Duration.ofDays(1))).orElseThrow();
    assertThat(second).isEqualTo(new Lease(run, 2, Duration.ofSeconds(7), 3));
    assertThat(first.isLost()).isTrue();
    assertThat(second.isLost()).isFalse();
  }

  @Test
  void whoSaysNothingIsFollowedAfterAWhile() {
    var _ = Lease.take(run, "first", PACE).orElseThrow();
    run.say(1, 1, beat(false));
    long began = System.nanoTime();
    assertThat(Lease.take(run, "second", PACE).orElseThrow().number()).isEqualTo(2);
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(PACE.patience())
        .isGreaterThan(PACE.freshness());
  }

  @Test
  void whoSaysSomethingMeanwhileIsNotFollowed() {
    var _ = Lease.take(run, "first", PACE).orElseThrow();
    run.say(1, 1, beat(false));
    CompletableFuture<Optional<Lease>> second =
        CompletableFuture.supplyAsync(() -> Lease.take(run, "second", PACE));
    for (int number = 2; !second.isDone(); number++) {
      run.say(1, number, beat(false));
    }
    assertThat(second.join()).isEmpty();
  }

  @Test
  void aRunThatHasEndedIsNotDriven() {
    var _ = Lease.take(run, "first", PACE).orElseThrow();
    run.end(new Ending(Ending.How.FINISHED, Instant.now(), List.of()));
    run.end(new Ending(Ending.How.FAILED, Instant.now(), List.of("later")));
    assertThat(run.ending().orElseThrow().how()).isEqualTo(Ending.How.FINISHED);
    assertThat(Lease.take(run, "second", PACE)).isEmpty();
  }
}
