package dev.dml.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Work in stages. The pieces of a stage may be done at once and in any order; those of the next one
 * begin when all are done.
 */
public final class Stages implements Runnable {

  private static final int LOOKS = 2_000;
  private static final long NAP = 20_000;

  /** Less work than reading so many numbers is done before another thread has come. */
  private static final long LEAST_NUMBERS = 1 << 16;

  /** The number of pieces before each stage, and that of all pieces. */
  private final int[] before;

  private final Supplier<Worker> workers;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean failed;

  /**
   * Work of which nothing is done yet.
   *
   * @param pieces the number of pieces of each stage
   * @param workers gives each thread a worker of its own, with the working space that it needs
   */
  public Stages(int[] pieces, Supplier<Worker> workers) {
    this.before = new int[pieces.length + 1];
    for (int stage = 0; stage < pieces.length; stage++) {
      before[stage + 1] = Math.addExact(before[stage], pieces[stage]);
    }
    this.workers = workers;
  }

  /**
   * Has the work done, also by threads that {@link Help} finds if it is large enough.
   *
   * @param numbers how many numbers it reads or writes, about
   */
  public void share(long numbers) {
    if (numbers < LEAST_NUMBERS) {
      run();
    } else {
      Help.current().share(this);
    }
  }

  /** Does pieces until none is left; any number of threads may run it at once. */
  @Override
  public void run() {
    if (begun.get() >= before[before.length - 1]) {
      return;
    }
    Worker worker = workers.get();
    int stage = 0;
    for (int piece = begun.getAndIncrement();
        piece < before[before.length - 1];
        piece = begun.getAndIncrement()) {
      while (piece >= before[stage + 1]) {
        stage++;
      }
      // Pieces are begun in their order, so that what is missing here is being done.
      if (!await(before[stage])) {
        return;
      }
      try {
        worker.run(stage, piece - before[stage]);
      } catch (RuntimeException | Error e) {
        failed = true;
        throw e;
      }
      done.incrementAndGet();
    }
  }

  /** Waits for so many pieces, and says whether they were done without a failure. */
  private boolean await(int pieces) {
    for (int looks = 0; done.get() < pieces && !failed; looks++) {
      if (looks < LOOKS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(NAP);
      }
    }
    return !failed;
  }

  /** What one thread needs to do pieces. */
  @FunctionalInterface
  public interface Worker {
    /** Does a piece of a stage, both numbered from 0. */
    void run(int stage, int piece);
  }
}
