package dev.dml.learner;

import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is told apart in the processor time of one fit: predicting, and work on other threads.
 *
 * <p>A task runs its learner inside {@link #during}. A learner whose prediction is a step of its
 * own makes it inside {@link #predicting}; trees that take the test rows along while they grow,
 * those of {@link RandomForest} and {@link GradientBoosting}, have no such step, so that all their
 * time is that of fitting. A learner that has another thread work while it waits takes that work
 * there by {@link #elsewhere}. Where no task asks for times, nothing is measured.
 */
public final class FitTime {

  private static final ScopedValue<FitTime> CURRENT = ScopedValue.newInstance();

  private final LongSupplier clock;
  private boolean predicting;
  private long predictNanos;
  private long elsewhereNanos;

  /**
   * No time yet.
   *
   * @param clock nanoseconds that the thread which reads it has spent
   */
  public FitTime(LongSupplier clock) {
    this.clock = clock;
  }

  /** Runs a fit of which this takes the times. */
  public <T> T during(ScopedValue.CallableOp<T, RuntimeException> fit) {
    return ScopedValue.where(CURRENT, this).call(fit);
  }

  /** Makes predictions from what was fitted; those within a prediction are a part of it. */
  public static <T> T predicting(Supplier<T> prediction) {
    FitTime time = CURRENT.isBound() ? CURRENT.get() : null;
    return time == null || time.predicting ? prediction.get() : time.predict(prediction);
  }

  private <T> T predict(Supplier<T> prediction) {
    long started = clock.getAsLong();
    predicting = true;
    try {
      return prediction.get();
    } finally {
      predicting = false;
      predictNanos += clock.getAsLong() - started;
    }
  }

  /**
   * The same work, to be run by one other thread while the calling one waits for it; its time is
   * that of the fit.
   */
  public static <T> Supplier<T> elsewhere(Supplier<T> work) {
    if (!CURRENT.isBound()) {
      return work;
    }
    FitTime time = CURRENT.get();
    return () -> time.count(work);
  }

  private <T> T count(Supplier<T> work) {
    long started = clock.getAsLong();
    try {
      return during(work::get);
    } finally {
      elsewhereNanos += clock.getAsLong() - started;
    }
  }

  /** What predicting took, on whichever thread, in nanoseconds. */
  public long predictNanos() {
    return predictNanos;
  }

  /** What other threads spent, in nanoseconds. */
  public long elsewhereNanos() {
    return elsewhereNanos;
  }
}
