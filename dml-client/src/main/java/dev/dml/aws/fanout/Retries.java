package dev.dml.aws.fanout;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** The batches that will be sent again, each after a wait, and how many failures are forgiven. */
final class Retries {

  private static final int MOST_TRANSIENTS = 3;
  private static final int MOST_BREAKDOWNS = 2;

  private final PriorityQueue<Later> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Later::at));
  private final RandomGenerator random;

  /** None yet; waits are random shares of what {@link Backoff} allows. */
  Retries(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Takes a batch that failed; what an outage has lost is no failure.
   *
   * @param now the present, in nanoseconds
   * @return why it will not be sent again; empty if it will
   */
  Optional<String> afterFailure(Batch batch, Reply reply, long now) {
    return switch (reply) {
      case Reply.Transient failure ->
          after(failure.reason(), batch.failedTransiently(), MOST_TRANSIENTS, batch, now);
      case Reply.Broken broken ->
          after(broken.reason(), batch.brokeDown(), MOST_BREAKDOWNS - 1, batch, now);
      case Reply.Lost _ -> {
        at(now, batch);
        yield Optional.empty();
      }
      default -> throw new IllegalStateException("not a failure: " + reply);
    };
  }

  private Optional<String> after(String reason, int count, int most, Batch batch, long now) {
    if (count > most) {
      return Optional.of(reason);
    }
    waitFor(batch, count, now);
    return Optional.empty();
  }

  /** Takes a batch of which nothing was started because too many invocations ran. */
  void afterThrottling(Batch batch, long now) {
    waitFor(batch, batch.throttled(), now);
  }

  private void waitFor(Batch batch, int number, long now) {
    at(now + Backoff.DEFAULT.nanos(number, random), batch);
  }

  /** Takes a batch that can be sent at a certain time. */
  void at(long time, Batch batch) {
    if (!batch.over()) {
      waiting.add(new Later(time, batch));
    }
  }

  /** Takes out a batch whose time has come and that nobody has answered meanwhile. */
  Optional<Batch> due(long now) {
    while (!waiting.isEmpty() && waiting.peek().at <= now) {
      Batch batch = waiting.remove().batch;
      if (!batch.over()) {
        return Optional.of(batch);
      }
    }
    return Optional.empty();
  }

  /** How long it is until the next is due, at most so long. */
  long untilNext(long now, long most) {
    return waiting.isEmpty() ? most : Math.clamp(waiting.peek().at - now, 0, most);
  }

  private record Later(long at, Batch batch) {}
}
