package dev.dml.benchmark.peers;

import java.util.List;

/**
 * A work and who does it.
 *
 * @param title what is done, for a reader
 * @param data where the rows come from; {@code null} stands for the bonus experiment
 * @param ours how much of the work our program does
 * @param mostDifference the largest difference from the first peer in what has one right answer;
 *     {@code NaN} if nothing has
 * @param leastSpeedup the least ratio of our elapsed time on one thread to that on two
 * @param heapMebibytes the limit of our heap; 0 for Java's own
 */
record Contest(
    String title,
    Work work,
    Simulation data,
    Opponent ours,
    List<Opponent> opponents,
    double mostDifference,
    double leastSpeedup,
    int heapMebibytes) {

  Contest {
    opponents = List.copyOf(opponents);
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
