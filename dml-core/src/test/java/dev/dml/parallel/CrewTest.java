package dev.dml.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {

  private final SpareThreads threads = new SpareThreads(() -> 0);
  private final Thread lent = Thread.ofPlatform().daemon().start(threads.lending());

  @AfterEach
  void close() throws InterruptedException {
    threads.close();
    lent.join();
  }

  private static void awaitMate(Crew crew) {
    while (crew.size() < 2) {
      Thread.onSpinWait();
    }
  }

  /** Waits for the other thread, which is possible only if both work at once. */
  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void outsideATaskThereIsOneThread() {
    int[] sum = new int[1];
    int size =
        Crew.during(
            crew -> {
              crew.divide(5, piece -> sum[0] += piece);
              return crew.size();
            });
    assertThat(size).isEqualTo(1);
    assertThat(sum[0]).isEqualTo(10);
  }

  @Test
  void aFreeThreadComesAndStaysUntilTheFitIsOver() {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    int after =
        new Help(threads)
            .during(
                () ->
                    Crew.during(
                        crew -> {
                          awaitMate(crew);
                          for (int time = 0; time < 100; time++) {
                            CountDownLatch both = new CountDownLatch(2);
                            crew.divide(
                                2,
                                piece -> {
                                  workers.add(Thread.currentThread());
                                  meet(both);
                                });
                          }
                          return crew.size();
                        }));
    assertThat(after).isEqualTo(2);
    assertThat(workers).containsExactlyInAnyOrder(Thread.currentThread(), lent);
  }

  @Test
  void everyPieceIsDoneOnceBeforeTheNextTime() {
    AtomicIntegerArray done = new AtomicIntegerArray(50);
    new Help(threads)
        .during(
            () ->
                Crew.during(
                    crew -> {
                      awaitMate(crew);
                      for (int time = 1; time <= 1000; time++) {
                        crew.divide(50, done::incrementAndGet);
                        for (int piece = 0; piece < 50; piece++) {
                          assertThat(done.get(piece)).isEqualTo(time);
                        }
                      }
                      return true;
                    }));
  }

  @Test
  void aFailureOfAMateIsThatOfTheFit() {
    Thread owner = Thread.currentThread();
    CountDownLatch both = new CountDownLatch(2);
    assertThatThrownBy(
            () ->
                new Help(threads)
                    .during(
                        () ->
                            Crew.during(
                                crew -> {
                                  awaitMate(crew);
                                  crew.divide(2, piece -> failUnless(owner, both));
                                  return true;
                                })))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the piece failed");
  }

  private static void failUnless(Thread owner, CountDownLatch both) {
    meet(both);
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException("the piece failed");
    }
  }

  @Test
  void anInterruptedThreadLeaves() throws InterruptedException {
    int size =
        new Help(threads)
            .during(
                () ->
                    Crew.during(
                        crew -> {
                          awaitMate(crew);
                          lent.interrupt();
                          while (crew.size() > 1) {
                            Thread.onSpinWait();
                          }
                          int[] sum = new int[1];
                          crew.divide(5, piece -> sum[0] += piece);
                          return sum[0];
                        }));
    assertThat(size).isEqualTo(10);
    lent.join();
  }
}
