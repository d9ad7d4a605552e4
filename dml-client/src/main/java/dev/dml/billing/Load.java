package dev.dml.billing;

import dev.dml.usage.CloudUsage.Concurrency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How many invocations run at each moment. */
final class Load {

  private static final int INTERVALS = 60;

  private final List<BilledAttempt> ran;
  private final long begin;
  private final long end;

  Load(List<BilledAttempt> attempts) {
    ran = attempts.stream().filter(BilledAttempt::isBilled).toList();
    begin = ran.stream().mapToLong(attempt -> attempt.sent().toNanos()).min().orElse(0);
    end = ran.stream().mapToLong(attempt -> attempt.ended().toNanos()).max().orElse(0);
  }

  Concurrency concurrency() {
    double[] running = running(INTERVALS);
    double mean = Arrays.stream(running).average().orElse(0);
    return new Concurrency(
        peak(),
        mean,
        Duration.ofNanos((end - begin) / INTERVALS),
        Arrays.stream(running).map(value -> Math.round(value * 1000) / 1000.0).boxed().toList());
  }

  /** The average number that ran, in each of equal intervals from the first to the last moment. */
  double[] running(int intervals) {
    double[] running = new double[intervals];
    double length = (double) (end - begin) / intervals;
    if (length <= 0) {
      return running;
    }
    for (BilledAttempt attempt : ran) {
      double from = (attempt.sent().toNanos() - begin) / length;
      double to = (attempt.ended().toNanos() - begin) / length;
      for (int i = (int) from; i < Math.min(intervals, Math.ceil(to)); i++) {
        running[i] += Math.max(0, Math.min(to, i + 1.0) - Math.max(from, i));
      }
    }
    return running;
  }

  private int peak() {
    record Change(long at, int by) {}
    List<Change> changes = new ArrayList<>();
    for (BilledAttempt attempt : ran) {
      changes.add(new Change(attempt.sent().toNanos(), 1));
      changes.add(new Change(attempt.ended().toNanos(), -1));
    }
    // One that ends when another begins has made room for it.
    changes.sort(Comparator.comparingLong(Change::at).thenComparingInt(Change::by));
    int running = 0;
    int peak = 0;
    for (Change change : changes) {
      running += change.by;
      peak = Math.max(peak, running);
    }
    return peak;
  }
}
