package dev.dml.aws.fanout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which batches are sent a second time because they take unusually long: when three quarters of the
 * tasks are done that there were when they were made, those beyond 1.5 times the 95th percentile of
 * the durations so far, one duplicate each, and no more than 5 % of the batches. What takes less
 * than a second is no straggler: by the time that a duplicate were answered, it would be done.
 */
final class Hedging {

  private static final double AFTER_SHARE = 0.75;
  private static final double BEYOND = 1.5;
  private static final double MOST_SHARE = 0.05;
  private static final double PERCENTILE = 0.95;

  /** In nanoseconds. */
  private static final double SHORTEST = 1e9;

  private final List<Long> sorted = new ArrayList<>();
  private int hedges;
  private long heldUntil = Long.MIN_VALUE;

  /** Notes how long an invocation took that gave a result. */
  void took(long nanos) {
    int at = Collections.binarySearch(sorted, nanos);
    sorted.add(at < 0 ? -at - 1 : at, nanos);
  }

  /**
   * Whether stragglers are looked for yet.
   *
   * @param done the number of tasks that are done
   * @param total the number of all tasks when a batch was made
   */
  boolean begins(int done, int total) {
    return !sorted.isEmpty() && done >= AFTER_SHARE * total;
  }

  /**
   * Whether a batch is to be sent a second time now.
   *
   * @param batch a batch on its way
   * @param now the present, on the clock of the invocations
   * @param sent how many batches were sent so far
   */
  boolean wants(Batch batch, long now, int sent) {
    List<Flight> flying = batch.flying();
    return hedges < Math.max(1, (int) (MOST_SHARE * sent))
        && !batch.hedged()
        && flying.size() == 1
        && now - Math.max(flying.getFirst().sentAt(), heldUntil)
            > Math.max(SHORTEST, BEYOND * percentile());
  }

  /** Notes that this process was held up until now, which makes nothing a straggler. */
  void heldUp(long now) {
    heldUntil = now;
  }

  /** Notes that a duplicate was sent. */
  void hedged() {
    hedges++;
  }

  private long percentile() {
    return sorted.get((int) Math.ceil(PERCENTILE * sorted.size()) - 1);
  }
}
