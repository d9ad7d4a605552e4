package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneThreadTest {

  @Test
  void nestedParallelStreamsRunOnOneWorkerOutsideTheCommonPool() {
    Set<Thread> threads =
        OneThread.call(
            () ->
                IntStream.range(0, 200)
                    .parallel()
                    .boxed()
                    .flatMap(i -> IntStream.range(0, 200).parallel().mapToObj(j -> here()))
                    .collect(Collectors.toSet()));
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    assertThat(OneThread.<ForkJoinPool>call(ForkJoinTask::getPool))
        .isNotNull()
        .isNotSameAs(ForkJoinPool.commonPool());
  }

  private static Thread here() {
    return Thread.currentThread();
  }

  @Test
  void anExceptionReachesTheCaller() {
    ArithmeticException thrown = new ArithmeticException("singular");
    assertThatThrownBy(
            () ->
                OneThread.call(
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void anErrorReachesTheCaller() {
    StackOverflowError thrown = new StackOverflowError();
    assertThatThrownBy(
            () ->
                OneThread.call(
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @Test
  void anInterruptedCallerDoesNotWait() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> OneThread.call(() -> await(never)))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted during a fit");
    assertThat(Thread.interrupted()).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
