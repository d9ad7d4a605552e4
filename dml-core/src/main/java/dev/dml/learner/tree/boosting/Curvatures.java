package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Bins;
import dev.dml.learner.tree.bins.Tally;

/**
 * The curvature of every unit's rows, and the least that a leaf must have of it.
 *
 * <p>Curvatures are kept as multiples of 2<sup>-36</sup>, so that sums are exact and independent of
 * order, and a child's tally is its parent's less the other child's. A row has at most 1/4, and
 * there are fewer than 2<sup>26</sup> rows, so that a sum stays below 2<sup>60</sup>.
 */
final class Curvatures {

  private static final double PER_ONE = 0x1p36;

  private final long least;
  private final long[] byUnit;
  private final long[] byPosition;
  private long total;

  /**
   * For leaves that need some curvature, or any if that is 0.
   *
   * @param units the number of units
   * @param grown how many of them a tree is grown on at most
   */
  Curvatures(double least, int units, int grown) {
    this.least = (long) Math.ceil(least * PER_ONE);
    byUnit = new long[least > 0 ? units : 0];
    byPosition = new long[least > 0 ? grown : 0];
  }

  /** Whether leaves need any. */
  boolean bound() {
    return least > 0;
  }

  /** Sets the sum of the curvatures of a unit's rows. */
  void set(int unit, double curvature) {
    byUnit[unit] = (long) Math.rint(curvature * PER_ONE);
  }

  /** The sum of the curvatures of a unit's rows. */
  long of(int unit) {
    return byUnit[unit];
  }

  /** Tallies the curvatures of some of the units. */
  void tally(Tally tally, BinnedFeatures x, int[] units, int from, int to) {
    for (int i = from; i < to; i++) {
      byPosition[i] = byUnit[units[i]];
    }
    tally.fill(x, units, byPosition, from, to);
  }

  /**
   * Begins a node of some of the units, to which the methods below refer.
   *
   * @return whether it has enough for two leaves
   */
  boolean begin(int[] units, int from, int to) {
    total = 0;
    for (int i = from; i < to; i++) {
      total += byUnit[units[i]];
    }
    return total - least >= least;
  }

  /** Whether a part of the node and the rest have enough each. */
  boolean allow(long part) {
    return part >= least && total - part >= least;
  }

  /** The first bin after which a cut leaves enough to its left, given the node's entries. */
  int firstCut(long[] entries, int offset) {
    int bin = 0;
    for (long sum = entries[offset]; sum < least; sum += entries[offset + bin]) {
      bin++;
    }
    return bin;
  }

  /** The last bin after which a cut leaves enough to its right, given the node's entries. */
  int lastCut(long[] entries, int offset) {
    int bin = Bins.LIMIT - 1;
    for (long sum = 0; sum < least; sum += entries[offset + bin + 1]) {
      bin--;
    }
    return bin;
  }
}
