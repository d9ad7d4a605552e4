package dev.dml.learner.tree.forest;

/**
 * The order in which threads add the trees that they grew to the sums of their forest: sums of
 * doubles have the same bits only in the same order.
 */
public final class SumOrder {

  private final int end;
  private int next;
  private int turn;
  private boolean stopped;

  /** For trees {@code first} to {@code end - 1}. */
  SumOrder(int first, int end) {
    next = first;
    turn = first;
    this.end = end;
  }

  /**
   * The next tree to grow, or -1 if there is none.
   *
   * @throws IllegalStateException if the thread is interrupted, which ends the fit
   */
  synchronized int next() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("interrupted before tree " + next);
    }
    return stopped || next == end ? -1 : next++;
  }

  /** Adds a tree when all before it are added; never, if one of them fails. */
  synchronized void add(int tree, Runnable addition) {
    try {
      while (turn != tree && !stopped) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while growing tree " + tree, e);
    }
    if (!stopped) {
      addition.run();
      turn++;
      notifyAll();
    }
  }

  /** Lets no more trees be grown or added. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
