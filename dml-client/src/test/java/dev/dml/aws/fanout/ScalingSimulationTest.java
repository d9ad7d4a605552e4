package dev.dml.aws.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The limit against AWS's scaling as its guide describes it, in simulated time: 1,000 environments
 * at once and 100 a second after that, for each function, and no more invocations at once than the
 * account has left.
 */
class ScalingSimulationTest {

  private static final double SECOND = 1e9;
  private static final int BATCHES = 60_000;
  private static final double BATCH_SECONDS = 10;

  /** From the client to AWS and back. */
  private static final double ROUND_TRIP_SECONDS = 0.05;

  private record Landing(double at, boolean refused, int refusals, String reason) {}

  /** A run: its batches, the limit, and AWS. */
  private static final class Run {

    private final DoubleUnaryOperator quota;
    private final ConcurrencyLimit limit;
    private final SplittableRandom random = new SplittableRandom(20261129);
    private final PriorityQueue<Landing> flying =
        new PriorityQueue<>(Comparator.comparingDouble(Landing::at));

    /** When those that were refused may be tried again, and how often they were. */
    private final PriorityQueue<double[]> later =
        new PriorityQueue<>(Comparator.comparingDouble(each -> each[0]));

    private final Deque<Double> ends = new ArrayDeque<>();
    private double startable = 1000;
    private double startableAt;
    private int environments;
    private double now;
    private int fresh = BATCHES;
    private int refusals;

    Run(int most, DoubleUnaryOperator quota) {
      this.limit = new ConcurrencyLimit(most, 0);
      this.quota = quota;
    }

    double seconds() {
      while (fresh > 0 || !later.isEmpty() || !flying.isEmpty()) {
        while (flying.size() < limit.current((long) (now * SECOND)) && sendNext()) {
          // As long as there is room.
        }
        // Looks again after a fifth of a second, as a run does.
        double next = flying.isEmpty() ? now + 0.2 : Math.min(flying.peek().at, now + 0.2);
        now = next;
        while (!flying.isEmpty() && flying.peek().at <= now) {
          land(flying.remove());
        }
      }
      return now;
    }

    private boolean sendNext() {
      int before = 0;
      if (!later.isEmpty() && later.peek()[0] <= now) {
        before = (int) later.remove()[1];
      } else if (fresh > 0) {
        fresh--;
      } else {
        return false;
      }
      flying.add(send(before));
      return true;
    }

    private Landing send(int before) {
      while (!ends.isEmpty() && ends.peek() <= now) {
        ends.remove();
      }
      startable = Math.min(1000, startable + 100 * (now - startableAt));
      startableAt = now;
      double answered = now + ROUND_TRIP_SECONDS;
      if (ends.size() >= quota.applyAsDouble(now)) {
        return new Landing(answered, true, before + 1, "ConcurrentInvocationLimitExceeded");
      }
      if (ends.size() >= environments) {
        if (startable < 1) {
          return new Landing(answered, true, before + 1, "FunctionInvocationRateLimitExceeded");
        }
        startable--;
        environments++;
      }
      ends.add(now + BATCH_SECONDS);
      return new Landing(answered + BATCH_SECONDS, false, before, "");
    }

    private void land(Landing landing) {
      if (landing.refused) {
        refusals++;
        limit.throttled(landing.reason, flying.size(), (long) (landing.at * SECOND));
        double wait = Backoff.DEFAULT.nanos(landing.refusals, random) / SECOND;
        later.add(new double[] {landing.at + wait, landing.refusals});
      } else {
        limit.reached((long) (landing.at * SECOND));
      }
    }
  }

  /**
   * As soon as 1,000 + 100 t, but never more than the quota, make up all seconds of all batches.
   */
  private static double ideal(DoubleUnaryOperator quota) {
    double left = BATCHES * BATCH_SECONDS;
    double time = 0;
    for (double step = 0.01; left > 0; time += step) {
      left -= step * Math.min(quota.applyAsDouble(time), 1000 + 100 * time);
    }
    return time;
  }

  /** Takes at most so many times what is ideal. */
  private static void assertNearlyIdeal(
      double times, int most, DoubleUnaryOperator quota, int mostRefusals) {
    Run run = new Run(most, quota);
    double ideal = ideal(quota);
    assertThat(run.seconds()).isBetween(ideal, times * ideal);
    assertThat(run.refusals).isLessThanOrEqualTo(mostRefusals);
  }

  /** 1,000 + 100 t reaches 3,000 after 20 s; the other 560,000 s take 187 s. */
  @Test
  void aKnownQuotaIsReachedWithHardlyARefusal() {
    assertThat(ideal(time -> 3000)).isBetween(206.0, 207.0);
    assertNearlyIdeal(1.1, 3000, time -> 3000, 10);
  }

  /** The run believes that it has 10,000. */
  @Test
  void anUnknownQuotaIsFoundAndKept() {
    assertNearlyIdeal(1.1, 10_000, time -> 3000, 3000);
  }

  /** For a minute others take half of it. */
  @Test
  void aQuotaThatOthersUseForAWhileIsTakenBack() {
    assertNearlyIdeal(1.1, 3000, time -> time > 60 && time < 120 ? 1500 : 3000, 3000);
  }

  @Test
  void aSmallQuotaThatGrowsIsUsed() {
    assertNearlyIdeal(1.25, 3000, time -> time < 30 ? 10 : 3000, 3000);
  }
}
