package dev.dml.benchmark.peers;

import dev.dml.benchmark.peers.work.Opponent;
import dev.dml.benchmark.peers.work.Program;
import dev.dml.benchmark.peers.work.Source;
import dev.dml.benchmark.peers.work.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * A work and who does it.
 *
 * @param title what is done, for a reader
 * @param data where the rows come from
 * @param ours how much of the work our program does
 * @param mostDifference the largest difference from the first peer in what has one right answer;
 *     {@code NaN} if nothing has
 * @param leastSpeedup the least ratio of our elapsed time on one thread to that on two
 * @param heapMebibytes the limit of our heap; 0 for Java's own
 */
record Contest(
    String title,
    Work work,
    Source data,
    Opponent ours,
    List<Opponent> opponents,
    double mostDifference,
    double leastSpeedup,
    int heapMebibytes) {

  /** How much dearer than before our program may become, as a ratio of processor times. */
  private static final double MOST_CPU_OF_BEFORE = 1.3;

  Contest {
    opponents = List.copyOf(opponents);
  }

  /** A contest without aims of its own. */
  static Contest of(String title, Work work, Source data, Opponent ours, List<Opponent> opponents) {
    return new Contest(title, work, data, ours, opponents, Double.NaN, Double.NaN, 0);
  }

  /** The same with our program as it was before, which does as much as ours. */
  Contest withBefore() {
    List<Opponent> more = new ArrayList<>(opponents);
    more.add(
        new Opponent(
            Program.BEFORE, ours.repetitions(), ours.folds(), MOST_CPU_OF_BEFORE, Double.NaN, 1));
    return new Contest(title, work, data, ours, more, mostDifference, leastSpeedup, heapMebibytes);
  }

  /** Whether a user means it with a name: its own, or what stands before the slash in it. */
  boolean isNamed(String name) {
    return work.name().equals(name) || work.name().startsWith(name + "/");
  }

  /**
   * What our program may have resident beside the source doubles, in bytes, where it is limited.
   */
  double allowedBytes() {
    return 1.5 * work.rows() * work.columns() + 24.0 * work.rows() + 256e6;
  }

  /** The size of the source doubles: the covariates and the targets. */
  double sourceBytes() {
    return 8.0 * work.rows() * (work.columns() + work.targets().size());
  }

  boolean limitsMemory() {
    return heapMebibytes > 0;
  }
}
