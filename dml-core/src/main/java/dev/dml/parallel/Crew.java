package dev.dml.parallel;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The thread of a fit and those that are free before it is done, which do short pieces of it
 * together, time and again. Between two times the others wait without sleeping, because a piece may
 * take some microseconds and to wake a thread takes fifty.
 */
public final class Crew {

  /** How often a thread looks before it naps: about a millisecond. */
  private static final int LOOKS = 20_000;

  private static final long NAP = 50_000;

  private final AtomicInteger mates = new AtomicInteger();
  private volatile Job job = new Job(0, piece -> {});
  private volatile boolean over;

  private Crew() {}

  /** Runs a fit, which returns something, with a crew of all threads that {@link Help} has. */
  public static <T> T during(Function<Crew, T> fit) {
    Crew crew = new Crew();
    Thread owner = Thread.currentThread();
    AtomicReference<T> result = new AtomicReference<>();
    Help.current()
        .share(
            () -> {
              if (Thread.currentThread() == owner) {
                try {
                  result.set(fit.apply(crew));
                } finally {
                  crew.over = true;
                }
              } else {
                crew.stay();
              }
            });
    return Objects.requireNonNull(result.get());
  }

  /** Works for the fit until it is over, or the thread is interrupted. */
  private void stay() {
    mates.incrementAndGet();
    try {
      Job last = null;
      for (int looks = 0; !over && !Thread.currentThread().isInterrupted(); looks++) {
        Job next = job;
        if (next != last) {
          next.work();
          last = next;
          looks = 0;
        } else if (looks < LOOKS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(NAP);
        }
      }
    } finally {
      mates.decrementAndGet();
    }
  }

  /** How many threads there are, that of the fit included. */
  public int size() {
    return 1 + mates.get();
  }

  /**
   * Does the pieces of some work, in any order and at once, and waits for all. To be called by the
   * thread of the fit.
   *
   * @throws RuntimeException the first that a piece threw
   */
  public void divide(int pieces, IntConsumer piece) {
    Job next = new Job(pieces, piece);
    if (pieces > 1 && mates.get() > 0) {
      job = next;
    }
    next.work();
    next.finish();
  }

  /** Pieces that are taken one by one. */
  private static final class Job {

    private final int pieces;
    private final IntConsumer piece;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Job(int pieces, IntConsumer piece) {
      this.pieces = pieces;
      this.piece = piece;
    }

    void work() {
      for (int next = begun.getAndIncrement(); next < pieces; next = begun.getAndIncrement()) {
        try {
          piece.accept(next);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        } finally {
          done.incrementAndGet();
        }
      }
    }

    void finish() {
      for (int looks = 0; done.get() < pieces; looks++) {
        if (looks < LOOKS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(NAP);
        }
      }
      switch (failure.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
    }
  }
}
