package dev.dml.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagesTest {

  private static final int[] PIECES = {7, 0, 1, 100, 3};

  /** Runs it on some threads at once, and returns what was thrown. */
  private static List<Throwable> run(Runnable work, int count) throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(work);
      thread.setUncaughtExceptionHandler(
          (any, failure) -> {
            synchronized (thrown) {
              thrown.add(failure);
            }
          });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return thrown;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPieceIsDoneOnceAndAfterAllOfTheStageBefore(int threads) throws InterruptedException {
    AtomicIntegerArray done = new AtomicIntegerArray(PIECES.length);
    AtomicIntegerArray tooEarly = new AtomicIntegerArray(1);
    AtomicIntegerArray times = new AtomicIntegerArray(1000 * PIECES.length);
    Stages stages =
        new Stages(
            PIECES,
            () ->
                (stage, piece) -> {
                  for (int before = 0; before < stage; before++) {
                    if (done.get(before) != PIECES[before]) {
                      tooEarly.incrementAndGet(0);
                    }
                  }
                  times.incrementAndGet(1000 * stage + piece);
                  done.incrementAndGet(stage);
                });
    assertThat(run(stages, threads)).isEmpty();
    assertThat(tooEarly.get(0)).isZero();
    for (int stage = 0; stage < PIECES.length; stage++) {
      for (int piece = 0; piece < 1000; piece++) {
        assertThat(times.get(1000 * stage + piece)).isEqualTo(piece < PIECES[stage] ? 1 : 0);
      }
    }
  }

  @Test
  void piecesOfOneStageAreDoneAtOnce() throws InterruptedException {
    // Each piece waits for the other, which is possible only if two threads do them at once.
    CountDownLatch both = new CountDownLatch(2);
    Stages stages =
        new Stages(
            new int[] {2},
            () ->
                (stage, piece) -> {
                  both.countDown();
                  try {
                    both.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    assertThat(run(stages, 2)).isEmpty();
  }

  @Test
  void aFailureEndsTheWorkOfThoseWhoWaitForIt() throws InterruptedException {
    AtomicIntegerArray later = new AtomicIntegerArray(1);
    CountDownLatch waiting = new CountDownLatch(3);
    Stages stages =
        new Stages(
            new int[] {1, 10},
            () -> {
              waiting.countDown();
              return (stage, piece) -> {
                if (stage == 0) {
                  try {
                    waiting.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  throw new IllegalStateException("the first piece failed");
                }
                later.incrementAndGet(0);
              };
            });
    assertThat(run(stages, 3))
        .singleElement()
        .hasToString("java.lang.IllegalStateException: the first piece failed");
    assertThat(later.get(0)).isZero();
  }

  @Test
  void littleWorkIsDoneByTheCallerAlone() throws InterruptedException {
    SpareThreads spare = new SpareThreads(() -> 0);
    Thread lent = Thread.ofPlatform().daemon().start(spare.lending());
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    new Help(spare)
        .during(
            () -> {
              new Stages(new int[] {3}, () -> (stage, piece) -> workers.add(Thread.currentThread()))
                  .share(65_535);
              return null;
            });
    assertThat(workers).containsExactly(Thread.currentThread());
    // Two pieces that wait for each other are done by two threads or never.
    CountDownLatch both = new CountDownLatch(2);
    new Help(spare)
        .during(
            () -> {
              new Stages(new int[] {2}, () -> (stage, piece) -> meet(both)).share(65_536);
              return null;
            });
    spare.close();
    lent.join();
    assertThat(both.getCount()).isZero();
  }

  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoComesLateFindsNothingToDo() {
    Stages stages =
        new Stages(
            new int[] {1},
            () ->
                (stage, piece) -> {
                  throw new IllegalStateException("done");
                });
    assertThatThrownBy(stages::run).hasMessage("done");
    // Would throw if it did a piece.
    stages.run();
  }
}
