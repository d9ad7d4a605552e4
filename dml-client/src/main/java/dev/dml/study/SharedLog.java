package dev.dml.study;

import dev.dml.aws.fanout.Attempt;
import dev.dml.aws.fanout.AttemptLog;
import dev.dml.billing.Ledger;
import dev.dml.usage.Usd;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The ledger and the budget of a study, for the threads of several estimations; it knows how many
 * invocations of all of them fly.
 */
final class SharedLog {

  private final Ledger ledger;
  private final IntPredicate budget;
  private int batches;
  private int flying;

  /**
   * A log of invocations that are sent from now on.
   *
   * @param budget whether another one may be sent while so many fly
   */
  SharedLog(Ledger ledger, IntPredicate budget) {
    this.ledger = ledger;
    this.budget = budget;
  }

  /** The log of one estimation, whose batches have numbers of their own in the ledger. */
  AttemptLog ofOne() {
    Map<Integer, Integer> numbers = new HashMap<>();
    return new AttemptLog() {
      @Override
      public void launched(Attempt attempt) {
        synchronized (SharedLog.this) {
          flying++;
          ledger.launched(numbered(attempt));
        }
      }

      @Override
      public void accept(Attempt attempt) {
        synchronized (SharedLog.this) {
          flying--;
          ledger.accept(numbered(attempt));
          SharedLog.this.notifyAll();
        }
      }

      private Attempt numbered(Attempt attempt) {
        return attempt.withBatch(numbers.computeIfAbsent(attempt.batch(), own -> batches++));
      }
    };
  }

  /**
   * Whether one more fits into the budget beside those of all estimations. One that has none in
   * flight waits for those of the others, which may cost less than was reckoned with.
   */
  synchronized boolean mayLaunch(int ofOneEstimation) {
    while (!budget.test(Math.max(flying, ofOneEstimation))) {
      if (ofOneEstimation > 0 || flying == 0) {
        return false;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** What all commands have cost so far, without invocations that have no reply. */
  synchronized Usd spent() {
    return ledger.spentByAll();
  }
}
