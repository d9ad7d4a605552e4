package dev.dml.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedLockTest {

  private final SharedLock lock = new SharedLock();

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneThreadAtATimeHoldsIt() throws InterruptedException {
    int[] count = new int[1];
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int k = 0; k < 1000; k++) {
                      lock.holding(() -> count[0]++);
                    }
                  });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(count[0]).isEqualTo(4000);
  }

  @Test
  void whoWaitsForItWorksForItsHolder() throws InterruptedException {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  await(held);
                  lock.holding(() -> null);
                });
    try (SpareThreads none = new SpareThreads(() -> 0)) {
      Help help = new Help(none);
      Runnable piece =
          () -> {
            workers.add(Thread.currentThread());
            both.countDown();
            await(both);
          };
      help.during(
          () ->
              lock.holding(
                  () -> {
                    held.countDown();
                    help.share(piece);
                    return null;
                  }));
    }
    waiting.join();
    assertThat(workers).containsExactlyInAnyOrder(Thread.currentThread(), waiting);
  }

  @Test
  void aFailureIsThatOfTheHolderAndFreesTheLock() {
    AtomicInteger runs = new AtomicInteger();
    assertThatThrownBy(
            () ->
                lock.holding(
                    () -> {
                      Help.current()
                          .share(
                              () -> {
                                runs.incrementAndGet();
                                throw new IllegalStateException("the piece failed");
                              });
                      return null;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the piece failed");
    assertThat(runs.get()).isEqualTo(1);
    assertThat(lock.<String>holding(() -> "free")).isEqualTo("free");
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsKept() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(
                () ->
                    lock.holding(
                        () -> {
                          held.countDown();
                          await(interrupted);
                          return null;
                        }));
    await(held);
    Thread waiting = Thread.currentThread();
    waiting.interrupt();
    Thread.ofPlatform()
        .start(
            () -> {
              while (waiting.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
              }
              interrupted.countDown();
            });
    assertThat(lock.<String>holding(() -> "held")).isEqualTo("held");
    assertThat(Thread.interrupted()).isTrue();
    holder.join();
  }
}
