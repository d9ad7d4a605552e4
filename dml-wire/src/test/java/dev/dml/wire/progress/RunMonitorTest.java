package dev.dml.wire.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.PartialEstimate;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.Inference;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunMonitorTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong(77);
  private final List<RunProgress> told = new ArrayList<>();
  private final RunMonitor monitor = new RunMonitor(told::add, clock::get);

  private RunProgress after(long seconds, int done, int total) {
    clock.set(77 + seconds * SECOND);
    monitor.update(done, total);
    return told.getLast();
  }

  @Test
  void theTimeLeftIsNotGuessedFromTheFirstFits() {
    assertThat(after(1, 1, 100).left()).isEmpty();
    assertThat(after(2, 2, 100).left()).isPresent();
    assertThat(after(10, 10, 100).left()).hasValue(Duration.ofSeconds(90));
    // Ten times as fast from the tenth second on: what was before half of the time is forgotten.
    assertThat(after(20, 110, 210).left()).hasValue(Duration.ofSeconds(10));
  }

  @Test
  void keptResultsDoNotMakeARunLookFast() {
    after(0, 1000, 2000);
    after(10, 1001, 2000);
    assertThat(after(20, 1002, 2000).left()).hasValue(Duration.ofSeconds(9980));
  }

  @Test
  void whatBelongsToTheRunStaysUntilItChanges() {
    monitor.spent(Usd.of("0.01"), 1);
    Inference inference = new Inference(0.5, 0.1, 5, 0, new ConfidenceInterval(0.95, 0.3, 0.7));
    assertThat(monitor.wantsEstimates()).isTrue();
    monitor.estimated(
        new PartialEstimate(3, List.of(new PartialEstimate.Part("d", inference, 0.2))));
    monitor.waits("the network");
    RunProgress last = after(0, 5, 9);
    assertThat(last.bill()).hasValue(new RunProgress.Bill(Usd.of("0.01"), 1));
    assertThat(last.repetitions()).isEqualTo(3);
    assertThat(last.effects()).containsExactly(new RunProgress.Effect("d", 0.5, 0.1, 0.2));
    assertThat(last.waitsFor()).isEqualTo("the network");
    // Within a second of the last ones, and before the end.
    assertThat(monitor.wantsEstimates()).isFalse();
    after(0, 9, 9);
    assertThat(monitor.wantsEstimates()).isTrue();
  }
}
