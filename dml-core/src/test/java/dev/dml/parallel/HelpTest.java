package dev.dml.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HelpTest {

  private final SpareThreads threads = new SpareThreads(() -> 7);
  private Thread lent;

  @BeforeEach
  void lend() {
    lent = Thread.ofPlatform().daemon().start(threads.lending());
    while (!threads.any()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    threads.close();
    lent.join();
  }

  /** Waits until both threads are here, which is possible only if they work at once. */
  private static void meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void outsideATaskNobodyHelps() {
    assertThat(Help.current().offered()).isFalse();
    assertThat(Help.current().nanos()).isZero();
  }

  @Test
  void aFreeThreadWorksBesideTheCaller() {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    Help help = new Help(threads);
    help.share(
        () -> {
          workers.add(Thread.currentThread());
          meet(both);
        });
    assertThat(workers).containsExactlyInAnyOrder(Thread.currentThread(), lent);
  }

  @Test
  void whatHelpersSpendCountsForTheTask() throws InterruptedException {
    // A clock that a thread reads twice, 100 apart, says that it spent 100.
    AtomicInteger readings = new AtomicInteger();
    SpareThreads timed = new SpareThreads(() -> 100L * readings.getAndIncrement());
    Thread helper = Thread.ofPlatform().daemon().start(timed.lending());
    CountDownLatch both = new CountDownLatch(2);
    Help help = new Help(timed);
    help.share(() -> meet(both));
    timed.close();
    helper.join();
    assertThat(help.nanos()).isEqualTo(100);
  }

  @Test
  void aFailureOfAHelperIsThatOfTheCallerAndEndsNothingElse() {
    CountDownLatch both = new CountDownLatch(2);
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                new Help(threads)
                    .share(
                        () -> {
                          meet(both);
                          if (Thread.currentThread() != caller) {
                            throw new IllegalStateException("the piece failed");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the piece failed");
    // The thread that failed helps again.
    CountDownLatch bothAgain = new CountDownLatch(2);
    new Help(threads).share(() -> meet(bothAgain));
    assertThat(bothAgain.getCount()).isZero();
  }

  @Test
  void anInterruptSendsAThreadAway() throws InterruptedException {
    lent.interrupt();
    lent.join();
    assertThat(threads.any()).isFalse();
  }

  @Test
  void closingSendsSleepingThreadsAway() throws InterruptedException {
    while (lent.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    threads.close();
    lent.join();
    assertThat(threads.any()).isFalse();
  }
}
