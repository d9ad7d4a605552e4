package dev.dml.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.billing.Ledger;
import dev.dml.billing.SampleRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several estimations of a study send. */
class SharedLogTest {

  private static final Attempt ATTEMPT = SampleRun.reported(0, 0, 2, Attempt.Outcome.DONE);

  private final Ledger ledger = new SampleRun().ledger();

  /** One invocation at once. */
  private final SharedLog log = new SharedLog(ledger, flying -> flying == 0);

  /** A file of attempts tells them apart by the numbers of their batches. */
  @Test
  void batchesOfSeveralEstimationsHaveDifferentNumbers() {
    AttemptLog first = log.ofOne();
    AttemptLog second = log.ofOne();
    first.accept(ATTEMPT);
    second.accept(ATTEMPT);
    first.accept(ATTEMPT.withEnd(Duration.ofSeconds(3)));
    assertThat(ledger.attempts())
        .extracting(each -> each.attempt().batch())
        .containsExactly(0, 1, 0);
  }

  @Test
  @Timeout(60)
  void whoHasNothingInFlightWaitsForTheOthers() throws Exception {
    AttemptLog other = log.ofOne();
    assertThat(log.mayLaunch(0)).isTrue();
    other.launched(ATTEMPT);
    assertThat(log.mayLaunch(1)).describedAs("the other").isFalse();
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(() -> waiting.complete(log.mayLaunch(0)));
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    other.accept(ATTEMPT);
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() {
    log.ofOne().launched(ATTEMPT);
    Thread.currentThread().interrupt();
    assertThat(log.mayLaunch(0)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
