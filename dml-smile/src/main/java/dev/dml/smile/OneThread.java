package dev.dml.smile;

import dev.dml.learner.FitTime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A pool of a single worker for one fit.
 *
 * <p>Smile computes with parallel streams. Started from an ordinary thread they would use the
 * common pool, and so all cores, for what is to be one task on one thread, and they may split a sum
 * by the number of workers. Started from a worker of another pool they stay in that pool: with its
 * one worker they run one after the other and always split in the same way.
 */
final class OneThread {

  private OneThread() {}

  /**
   * The result of a computation on a new worker, for which the calling thread waits.
   *
   * <p>Throws what the computation throws.
   *
   * @throws CancellationException if the calling thread is interrupted while it waits
   */
  static <T> T call(Supplier<T> computation) {
    // A FutureTask, because a worker that waits for a ForkJoinTask may start other tasks meanwhile.
    FutureTask<T> result = new FutureTask<>(FitTime.elsewhere(computation)::get);
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      pool.execute(result);
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted during a fit");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } finally {
      pool.shutdownNow();
    }
  }
}
