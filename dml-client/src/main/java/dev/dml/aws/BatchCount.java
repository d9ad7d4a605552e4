package dev.dml.aws;

import dev.dml.task.Preference;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Into how many batches a run is divided. A batch in a new environment pays for its start, so more
 * of them are dearer; they run at once, so more of them are faster.
 *
 * <p>With m batches, of which e = min(m, at once) start an environment, a run is billed e S + m (o
 * + r) + W/p seconds of a function and takes S + ceil(m/e) (o + W/(m p)): S is the start, o what
 * each invocation takes beside fits, r what its price beside time is worth in seconds, W the
 * seconds of all fits on one thread, p how many of a batch are made at once.
 *
 * @param tasks the number of fits, at least 1
 * @param work W
 * @param start S: until a new environment makes fits as fast as it will
 * @param overhead o
 * @param function says r, and the threads that are p at the most
 * @param atOnce the most invocations at once
 */
public record BatchCount(
    int tasks, double work, double start, double overhead, FunctionSettings function, int atOnce) {

  /**
   * What AWS charges for a request and for storing and reading its results, 0.0000056 USD, is the
   * price of so many GB-seconds; it differs little between regions.
   */
  private static final double REQUEST_GIGABYTE_SECONDS = 0.4;

  private static final double MEGABYTES_PER_GIGABYTE = 1024;

  /** All counts up to here are tried, and beyond it those that are a twentieth more. */
  private static final int EVERY = 1000;

  private static final double STEP = 1.05;

  /**
   * The number of batches.
   *
   * @param longest how many seconds the fits of a batch take at most, unless a fit alone does
   * @param mostTasks how many fits a batch has at most
   */
  public int best(Preference prefer, double longest, int mostTasks) {
    int fewest = Math.ceilDiv(tasks, Math.max(1, mostTasks));
    fewest = Math.max(fewest, (int) Math.min(tasks, Math.ceil(work / threads(1) / longest)));
    return prefer.best(candidates(fewest), this::cost, this::seconds).orElse(tasks);
  }

  private SortedSet<Integer> candidates(int fewest) {
    SortedSet<Integer> counts = new TreeSet<>();
    for (double count = Math.max(1, fewest); count < tasks; ) {
      counts.add((int) count);
      count = count < EVERY ? count + 1 : count * STEP;
    }
    for (int count = atOnce; count < tasks && counts.size() < 4 * EVERY; count += atOnce) {
      if (count >= fewest) {
        counts.add(count);
      }
    }
    counts.add(tasks);
    return counts;
  }

  private double cost(int batches) {
    double price =
        REQUEST_GIGABYTE_SECONDS * MEGABYTES_PER_GIGABYTE / Math.max(1, function.memoryMegabytes());
    return Math.min(batches, atOnce) * start
        + batches * (overhead + price)
        + work / threads(batches);
  }

  private double seconds(int batches) {
    int atOneTime = Math.min(batches, atOnce);
    return start
        + Math.ceilDiv(batches, atOneTime) * (overhead + work / batches / threads(batches));
  }

  private double threads(int batches) {
    return Math.clamp((double) tasks / batches, 1, function.threads());
  }
}
