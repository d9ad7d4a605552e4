package dev.dml.parallel;

import org.jspecify.annotations.Nullable;

/**
 * What a fit may ask of threads that have no task, and what they spent for it.
 *
 * <p>A backend runs each task inside {@link #during}; the fit finds its help by {@link #current}.
 * Whether anybody comes must not change a bit of a result.
 */
public final class Help {

  private static final ScopedValue<Help> CURRENT = ScopedValue.newInstance();

  private final @Nullable SpareThreads threads;
  private volatile @Nullable SharedWork open;
  private long nanos;

  /** Help by the given threads, if there are any, for one task. */
  public Help(@Nullable SpareThreads threads) {
    this.threads = threads;
  }

  /** The help of the task that the calling thread runs; of a thread that runs none, nobody's. */
  public static Help current() {
    return CURRENT.isBound() ? CURRENT.get() : new Help(null);
  }

  /** Runs a task that finds this help. */
  public <T> T during(ScopedValue.CallableOp<T, RuntimeException> task) {
    return ScopedValue.where(CURRENT, this).call(task);
  }

  /** Whether a thread has nothing else to do. */
  public boolean offered() {
    return threads != null && threads.any();
  }

  /**
   * Does work on the calling thread and on all threads that are free before it is done. Each runs
   * {@code work}, which takes piece after piece and returns when none is left.
   *
   * @throws RuntimeException the first that any of them threw
   */
  public void share(Runnable work) {
    SharedWork shared = new SharedWork(work);
    if (threads != null) {
      threads.open(shared);
      open = shared;
    }
    shared.run();
    if (threads != null) {
      open = null;
      threads.withdraw(shared);
    }
    nanos += shared.finish();
  }

  /** Works with the thread of the task, if that shares something just now. */
  void join() {
    SharedWork shared = open;
    if (threads != null && shared != null && shared.join()) {
      threads.help(shared);
    }
  }

  /** The processor time that other threads spent for the task, in nanoseconds. */
  public long nanos() {
    return nanos;
  }
}
