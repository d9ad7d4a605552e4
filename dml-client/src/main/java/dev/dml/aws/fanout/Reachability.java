package dev.dml.aws.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether AWS can be reached at all. An invocation that nobody answers says little of its batch: so
 * sending pauses, and the endpoint is asked by one probe at a time, which starts nothing. If the
 * first probe is answered, the connection of that invocation was lost alone; if not, this is an
 * outage, a state of the run, and what it has lost counts as no failure of any batch.
 */
final class Reachability {

  private static final Backoff BETWEEN_PROBES =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));

  private final Duration longest;
  private final RandomGenerator random;
  private final List<Event.Landed> lost = new ArrayList<>();
  private boolean open = true;
  private boolean probing;
  private int unanswered;
  private String reason = "";
  private long closedAt;
  private long nextAt;
  private Optional<Long> heldUntil = Optional.empty();

  /**
   * It can be reached, as far as is known.
   *
   * @param longest how long an outage may last before the run ends
   * @param random the source of the waits between probes
   */
  Reachability(Duration longest, RandomGenerator random) {
    this.longest = longest;
    this.random = random;
  }

  /** Whether anything but a probe may be sent. */
  boolean isOpen() {
    return open;
  }

  /** Whether at least one probe was not answered. */
  boolean isOutage() {
    return !open && unanswered > 0;
  }

  /**
   * An invocation was not answered.
   *
   * @return whether it is known to be no failure of its batch: it was on its way in an outage that
   *     is over; otherwise it is handed back with what the probe says
   */
  boolean lost(Event.Landed landed) {
    long sentAt = landed.flight().sentAt();
    if (open && heldUntil.filter(until -> sentAt - until <= 0).isPresent()) {
      return true;
    }
    lost.add(landed);
    if (open) {
      open = false;
      unanswered = 0;
      closedAt = landed.at();
      nextAt = landed.at();
    }
    return false;
  }

  /** Whether a probe is to be sent now. */
  boolean wantsProbe(long now) {
    return !open && !probing && now - nextAt >= 0;
  }

  /** A probe was sent. */
  void probes() {
    probing = true;
  }

  /** A probe was not answered, for a reason in words. */
  void unanswered(String why, long now) {
    reason = why;
    probing = false;
    unanswered++;
    nextAt = now + BETWEEN_PROBES.nanos(unanswered, random);
  }

  /**
   * A probe was answered, so that sending goes on.
   *
   * @return what was lost meanwhile
   */
  List<Event.Landed> answered(long now) {
    probing = false;
    if (isOutage()) {
      heldUntil = Optional.of(now);
    }
    open = true;
    List<Event.Landed> all = List.copyOf(lost);
    lost.clear();
    return all;
  }

  /**
   * This process was held up until now, such as by a suspended machine: nobody else is at fault.
   */
  void heldUp(long now) {
    heldUntil = Optional.of(now);
    closedAt = now;
  }

  /** What the run waits for, if it does, in a few words. */
  String waiting() {
    return isOutage() ? "AWS cannot be reached (" + reason + "), paused" : "";
  }

  /** Why going on is of no use, if an outage lasts for too long. */
  Optional<String> hopeless(long now) {
    return isOutage() && now - closedAt > longest.toNanos()
        ? Optional.of(
            "AWS could not be reached for "
                + longest.toMinutes()
                + " minutes (backend.max_outage_minutes): "
                + reason)
        : Optional.empty();
  }
}
