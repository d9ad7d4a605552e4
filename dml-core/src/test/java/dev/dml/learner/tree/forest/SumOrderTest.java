package dev.dml.learner.tree.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SumOrderTest {

  @Test
  void treesAreAddedInTheirOrderWhoeverIsFirst() throws InterruptedException {
    SumOrder order = new SumOrder(3, 5);
    assertThat(order.next()).isEqualTo(3);
    assertThat(order.next()).isEqualTo(4);
    assertThat(order.next()).isEqualTo(-1);
    List<Integer> added = new ArrayList<>();
    Thread later = Thread.ofPlatform().start(() -> order.add(4, () -> added.add(4)));
    awaitWaiting(later);
    order.add(3, () -> added.add(3));
    later.join();
    assertThat(added).containsExactly(3, 4);
  }

  @Test
  void afterAFailureNobodyWaitsAndNothingIsAdded() throws InterruptedException {
    SumOrder order = new SumOrder(0, 9);
    order.next();
    int second = order.next();
    List<Integer> added = new ArrayList<>();
    Thread waiting = Thread.ofPlatform().start(() -> order.add(second, () -> added.add(second)));
    awaitWaiting(waiting);
    order.stop();
    waiting.join();
    assertThat(added).isEmpty();
    assertThat(order.next()).isEqualTo(-1);
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException {
    SumOrder order = new SumOrder(0, 9);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        Thread.ofPlatform()
            .uncaughtExceptionHandler((thread, e) -> thrown.set(e))
            .start(() -> order.add(1, () -> {}));
    awaitWaiting(waiting);
    waiting.interrupt();
    waiting.join();
    assertThat(thrown.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted while growing tree 1");
  }

  @Test
  void anInterruptedThreadBeginsNoTree() {
    SumOrder order = new SumOrder(2, 9);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(order::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("interrupted before tree 2");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
