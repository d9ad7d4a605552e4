package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Bins;
import dev.dml.learner.tree.bins.SortedUnits;
import java.util.Arrays;

/**
 * Looks for the best cut of a node in a column that has ranks: between any two values, in some of
 * the column's bins.
 *
 * <p>A bin is read from the column's {@link SortedUnits}, of which those in the node are taken; if
 * the node has fewer units than the bin, they are sorted instead. Either way the same sums are met
 * in the same order.
 */
final class FineSearch {

  private static final int BLOCK = 64;

  /** To look through more bits than that takes longer than to sort few units. */
  private static final int MOST_BITS = 4096;

  private final BinnedFeatures x;
  private final int wide;
  private final Members members;
  private final Curvatures curvatures;
  private final BestCut best;
  private final int[] found = new int[BLOCK];
  private int last;
  private long sum;
  private long curvature;

  /**
   * @param wide the column, by its number among the wide ones
   * @param curvatures of the node that is searched, if leaves need any
   * @param best is offered the cuts
   */
  FineSearch(BinnedFeatures x, int wide, Members members, Curvatures curvatures, BestCut best) {
    this.x = x;
    this.wide = wide;
    this.members = members;
    this.curvatures = curvatures;
    this.best = best;
  }

  /**
   * Begins above some units of the node, from which the next units read are not cut off.
   *
   * @param below their sum
   * @param curvatureBelow that of their curvatures, if leaves need any
   */
  void begin(long below, long curvatureBelow) {
    last = -1;
    sum = below;
    curvature = curvatureBelow;
  }

  /** Offers the cuts between the units of the node in a bin, and from the units read before. */
  void read(int bin, char node, int[] units, int from, int to) {
    SortedUnits sorted = x.sorted(wide);
    if (to - from < sorted.end(bin) - sorted.begin(bin)) {
      sort(bin, bin, units, from, to);
      return;
    }
    char[] nodes = members.nodes();
    for (int start = sorted.begin(bin); start < sorted.end(bin); start += BLOCK) {
      int end = Math.min(start + BLOCK, sorted.end(bin));
      int count = 0;
      // Writes every unit and keeps those of the node: no branch to be mispredicted.
      for (int i = start; i < end; i++) {
        int unit = sorted.units()[i];
        found[count] = unit;
        count += nodes[unit] == node ? 1 : 0;
      }
      for (int i = 0; i < count; i++) {
        take(found[i]);
      }
    }
  }

  /** Offers the cuts between all units of a small node. */
  void readAll(int[] units, int from, int to) {
    begin(0, 0);
    SortedUnits sorted = x.sorted(wide);
    if (sorted.areDistinct() && sorted.units().length <= MOST_BITS) {
      readBits(sorted.units(), units, from, to);
    } else {
      sort(0, Bins.LIMIT - 1, units, from, to);
    }
  }

  /** Notes the ranks of the node's units as bits, which are then in order. */
  private void readBits(int[] unitByRank, int[] units, int from, int to) {
    int[] ranks = x.ranks(wide);
    long[] present = new long[Math.ceilDiv(unitByRank.length, Long.SIZE)];
    for (int i = from; i < to; i++) {
      int rank = ranks[units[i]];
      present[rank >> 6] |= 1L << rank;
    }
    for (int word = 0; word < present.length; word++) {
      for (long bits = present[word]; bits != 0; bits &= bits - 1) {
        take(unitByRank[Long.SIZE * word + Long.numberOfTrailingZeros(bits)]);
      }
    }
  }

  /** Offers the cuts between the node's units in some bins, by sorting them. */
  private void sort(int firstBin, int lastBin, int[] units, int from, int to) {
    byte[] codes = x.codes(wide);
    int[] ranks = x.ranks(wide);
    int[] next = new int[Bins.LIMIT + 1];
    for (int i = from; i < to; i++) {
      next[(codes[units[i]] & 0xFF) + 1]++;
    }
    next[firstBin] = 0;
    for (int bin = firstBin; bin <= lastBin; bin++) {
      next[bin + 1] += next[bin];
    }
    long[] keys = new long[next[lastBin + 1]];
    for (int i = from; i < to; i++) {
      int bin = codes[units[i]] & 0xFF;
      if (bin >= firstBin && bin <= lastBin) {
        keys[next[bin]++] = ((long) ranks[units[i]] << 32) | units[i];
      }
    }
    // They are in the order of their bins already, so that little is moved.
    Arrays.sort(keys);
    for (long key : keys) {
      take((int) key);
    }
  }

  private void take(int unit) {
    int rank = x.ranks(wide)[unit];
    if (rank != last) {
      if (last >= 0 && (!curvatures.bound() || curvatures.allow(curvature))) {
        best.offerRanks(x.binary() + wide, sum, last, rank);
      }
      last = rank;
    }
    sum += members.values()[unit];
    if (curvatures.bound()) {
      curvature += curvatures.of(unit);
    }
  }
}
