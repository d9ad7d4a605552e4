package dev.dml.driver;

import dev.dml.billing.BilledAttempt;
import dev.dml.detached.Pace;
import dev.dml.store.Pause;
import dev.dml.store.StoreException;
import dev.dml.usage.Usd;
import dev.dml.wire.detached.Beat;
import dev.dml.wire.progress.RunProgress;
import dev.dml.wire.progress.RunStatus;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says every few seconds that a driver lives and how far the run is, and hears whether it is to
 * stop.
 */
final class Heart implements Consumer<RunProgress>, AutoCloseable {

  private final Lease lease;
  private final Pace pace;
  private final Journal journal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("heart").unstarted(task));
  private final long began = System.nanoTime();
  private final int doneBefore;
  private int beats;
  private volatile int idle;
  private volatile long lastBeat = began;
  private volatile boolean lost;
  private volatile boolean cancelled;
  private volatile RunStatus status;
  private volatile Usd fits;
  private volatile Usd driving = Usd.ZERO;
  private volatile String doubt = "";

  /**
   * A heart that does not beat yet.
   *
   * @param status how far the run is already
   */
  Heart(Lease lease, RunStatus status, Pace pace, Journal journal) {
    this.lease = lease;
    this.status = status;
    this.doneBefore = status.progress().done();
    this.idle = lease.idle();
    this.fits = status.progress().bill().map(RunProgress.Bill::spent).orElse(Usd.ZERO);
    this.pace = pace;
    this.journal = journal;
  }

  /** Beats now and from now on. */
  void start() {
    beat(false);
    long nanos = pace.beat().toNanos();
    var _ = clock.scheduleAtFixedRate(this::beatIfPossible, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void beatIfPossible() {
    try {
      beat(false);
    } catch (StoreException | UncheckedIOException e) {
      // Nothing is sent while this goes on; whoever hears nothing for long enough takes over.
    }
  }

  private synchronized void beat(boolean last) {
    long now = System.nanoTime();
    if (lost || lease.isLost()) {
      lost = true;
      return;
    }
    cancelled |= lease.run().isCancelled();
    String news = new String(journal.unsaid(), StandardCharsets.UTF_8);
    lease
        .run()
        .say(
            lease.number(),
            beats + 1,
            new Beat(
                status.at(Instant.now(), withBill(status.progress())), driven(), idle, last, news));
    beats++;
    journal.said();
    lastBeat = now;
  }

  /** Says that this driver drives no more, so that another may follow at once. */
  void stop() {
    clock.shutdownNow();
    beat(true);
  }

  /** How long drivers have driven so far, all together. */
  Duration driven() {
    return lease.driven().plusNanos(System.nanoTime() - began);
  }

  /**
   * The time of this driver is over.
   *
   * @return how many in a row, this one among them, have found no new result
   */
  int timeOver() {
    idle = status.progress().done() > doneBefore ? 0 : lease.idle() + 1;
    return idle;
  }

  /**
   * Waits until the last beat is so young that nobody can have taken over.
   *
   * @return whether it is; false if somebody has, or may have by the next look
   */
  boolean awaitFresh() {
    long began = System.nanoTime();
    while (!isFresh()) {
      boolean hopeless = System.nanoTime() - began > pace.patience().toNanos();
      if (lost || hopeless || !Pause.of(pace.beat().dividedBy(10))) {
        return false;
      }
    }
    return true;
  }

  private boolean isFresh() {
    return !lost && System.nanoTime() - lastBeat < pace.freshness().toNanos();
  }

  /** Whether another driver has taken over. */
  boolean isLost() {
    return lost;
  }

  /** Whether somebody wants the run stopped. */
  boolean isCancelled() {
    return cancelled;
  }

  /** Tells from now on that so much was spent. */
  void spent(Usd forFits, Usd forDriving) {
    fits = forFits;
    driving = forDriving;
  }

  /** Tells from now on what all attempts have cost together. */
  void billed(List<BilledAttempt> attempts, Usd forDriving) {
    List<BilledAttempt> unseen = attempts.stream().filter(BilledAttempt::isUnanswered).toList();
    Usd most = sum(unseen);
    spent(sum(attempts.stream().filter(attempt -> !attempt.isUnanswered()).toList()), forDriving);
    doubt =
        unseen.isEmpty()
            ? ""
            : "; up to "
                + most
                + " more for "
                + (unseen.size() == 1 ? "1 invocation" : unseen.size() + " invocations")
                + " of drivers that died before the answer";
  }

  private static Usd sum(List<BilledAttempt> attempts) {
    return attempts.stream().map(BilledAttempt::cost).reduce(Usd.ZERO, Usd::plus);
  }

  /** What the run has cost, in a sentence. */
  String bill() {
    return "it cost "
        + fits.plus(driving)
        + ": "
        + fits
        + " for its fits and "
        + driving
        + " for "
        + driven().toSeconds()
        + " s of driving"
        + doubt;
  }

  /** How far the run was when somebody stopped it, in a sentence. */
  String stopped() {
    RunProgress progress = status.progress();
    return String.format(
        Locale.ROOT,
        "stopped by dml cancel after %,d of %,d fits, which are kept",
        progress.done(),
        progress.total());
  }

  @Override
  public void accept(RunProgress progress) {
    status = status.at(Instant.now(), progress);
  }

  /** The bill of the progress is that of this driver alone. */
  private RunProgress withBill(RunProgress progress) {
    int retries = progress.bill().map(RunProgress.Bill::retries).orElse(0);
    return progress.with(new RunProgress.Bill(fits.plus(driving), retries));
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
