package dev.dml.wire.progress;

import dev.dml.PartialEstimate;
import dev.dml.Progress;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Puts what an estimation and its backend tell together to how far the run is. */
public final class RunMonitor implements Progress {

  private static final long BETWEEN_ESTIMATES = Duration.ofSeconds(1).toNanos();

  private final Consumer<RunProgress> listener;
  private final LongSupplier clock;
  private final long began;
  private final Pace pace = new Pace();
  private RunProgress now = RunProgress.NONE;
  private long lastEstimate;

  /**
   * A monitor of a run that begins now.
   *
   * @param listener is told after each task and whenever something else has changed, one thread at
   *     a time
   * @param clock nanoseconds since any moment
   */
  public RunMonitor(Consumer<RunProgress> listener, LongSupplier clock) {
    this.listener = listener;
    this.clock = clock;
    this.began = clock.getAsLong();
    this.lastEstimate = began - BETWEEN_ESTIMATES;
  }

  @Override
  public synchronized void update(int done, int total) {
    long elapsed = clock.getAsLong() - began;
    pace.note(elapsed, done);
    tell(
        new RunProgress(
            done,
            total,
            Duration.ofNanos(elapsed),
            pace.left(elapsed, done, total),
            now.bill(),
            now.repetitions(),
            now.effects(),
            now.waitsFor()));
  }

  /** Once a second, and at the end. */
  @Override
  public synchronized boolean wantsEstimates() {
    return now.done() == now.total() || clock.getAsLong() - lastEstimate >= BETWEEN_ESTIMATES;
  }

  @Override
  public synchronized void estimated(PartialEstimate partial) {
    lastEstimate = clock.getAsLong();
    List<RunProgress.Effect> effects =
        partial.parts().stream().map(RunProgress.Effect::of).toList();
    tell(with(now.bill(), partial.repetitions(), effects, now.waitsFor()));
  }

  /** An invocation has been paid for; whoever listens hears of it with the next task. */
  public synchronized void spent(Usd usd, int retries) {
    now =
        with(
            Optional.of(new RunProgress.Bill(usd, retries)),
            now.repetitions(),
            now.effects(),
            now.waitsFor());
  }

  @Override
  public synchronized void waits(String reason) {
    tell(with(now.bill(), now.repetitions(), now.effects(), reason));
  }

  private RunProgress with(
      Optional<RunProgress.Bill> bill,
      int repetitions,
      List<RunProgress.Effect> effects,
      String waitsFor) {
    return new RunProgress(
        now.done(),
        now.total(),
        Duration.ofNanos(clock.getAsLong() - began),
        now.left(),
        bill,
        repetitions,
        effects,
        waitsFor);
  }

  private void tell(RunProgress next) {
    now = next;
    listener.accept(next);
  }
}
