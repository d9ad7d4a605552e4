package dev.dml.learner.tree.boosting;

import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
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

  /** The same for the bins from {@code first} to {@code last}, by sorting the node's units. */
  void sort(int firstBin, int lastBin, int[] units, int from, int to) {
    byte[] codes = x.codes(wide);
    int[] ranks = x.ranks(wide);
    long[] keys = new long[to - from];
    int count = 0;
    for (int i = from; i < to; i++) {
      int bin = codes[units[i]] & 0xFF;
      if (bin >= firstBin && bin <= lastBin) {
        keys[count++] = ((long) ranks[units[i]] << 32) | units[i];
      }
    }
    Arrays.sort(keys, 0, count);
    for (int i = 0; i < count; i++) {
      take((int) keys[i]);
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
