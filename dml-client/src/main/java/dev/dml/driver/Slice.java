package dev.dml.driver;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * The time of one invocation of a driver: near its end it sends nothing more and waits for what
 * runs, and at last it waits no more.
 */
final class Slice {

  /** Of the time, what is left for what runs to end. */
  private static final int SHARE_TO_DRAIN = 5;

  /** Of the time, what is left to say what has become of it. */
  private static final int SHARE_TO_SAY = 15;

  private final IntSupplier millisLeft;
  private final Duration whole;

  /**
   * A slice that begins now.
   *
   * @param millisLeft how many milliseconds are left
   */
  Slice(IntSupplier millisLeft) {
    this.millisLeft = millisLeft;
    this.whole = Duration.ofMillis(millisLeft.getAsInt());
  }

  /** Whether more may be sent. */
  boolean maySend() {
    return millisLeft.getAsInt() > whole.toMillis() / SHARE_TO_DRAIN;
  }

  /** How long what runs may be waited for. */
  Duration untilLast() {
    return Duration.ofMillis(Math.max(0, millisLeft.getAsInt() - whole.toMillis() / SHARE_TO_SAY));
  }
}
