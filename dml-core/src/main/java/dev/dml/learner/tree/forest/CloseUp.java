package dev.dml.learner.tree.forest;

import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinnedFeatures;
import java.util.Arrays;

/**
 * A look inside two bins of a column that has ranks, for the best cut of a node between the values
 * that its units have there.
 */
final class CloseUp {

  /** Up to so many units are sorted; more are counted by rank. */
  private static final int FEW = 24;

  private final BinnedFeatures x;
  private final int[] ranks = new int[FEW];
  private final long[] sums = new long[FEW];
  private int[] members = new int[64];
  private long[] sumByRank = new long[64];
  private int size;

  CloseUp(BinnedFeatures x) {
    this.x = x;
  }

  /**
   * Offers the cuts between the units of a node that are in either of two bins.
   *
   * @param cut is of the node, has forgotten all cuts, and is offered this column alone
   * @param wide the column, by its number among the wide ones
   * @param lower a bin that the node occupies
   * @param upper the next one, or the same
   * @param left the sum of the units up to the lower bin
   */
  void offer(
      BestCut cut,
      int wide,
      int lower,
      int upper,
      long left,
      int[] units,
      long[] values,
      int from,
      int to) {
    if (members.length < to - from) {
      members = new int[Math.max(to - from, 2 * members.length)];
    }
    int found = find(x.codes(wide), lower, upper, units, from, to);
    if (found <= FEW) {
      sort(cut, wide, lower, left, found, units, values);
    } else {
      count(cut, wide, lower, upper, left, found, units, values);
    }
  }

  /** Lists the positions of the units in the bins, without a branch to be mispredicted. */
  // A short-circuiting operator is a branch.
  @SuppressWarnings("ShortCircuitBoolean")
  private int find(byte[] codes, int lower, int upper, int[] units, int from, int to) {
    int[] list = members;
    int found = 0;
    for (int i = from; i < to; i++) {
      int bin = codes[units[i]] & 0xFF;
      list[found] = i;
      found += (bin == lower | bin == upper) ? 1 : 0;
    }
    return found;
  }

  private void sort(
      BestCut cut, int wide, int lower, long left, int found, int[] units, long[] values) {
    byte[] codes = x.codes(wide);
    int[] column = x.ranks(wide);
    long below = left;
    size = 0;
    for (int k = 0; k < found; k++) {
      int i = members[k];
      insert(column[units[i]], values[i]);
      below -= (codes[units[i]] & 0xFF) == lower ? values[i] : 0;
    }
    for (int i = 0; i < size; i++) {
      if (i > 0 && ranks[i] != ranks[i - 1]) {
        cut.offerRanks(x.binary() + wide, below, ranks[i - 1], ranks[i]);
      }
      below += sums[i];
    }
  }

  private void insert(int rank, long value) {
    int place = size++;
    while (place > 0 && ranks[place - 1] > rank) {
      ranks[place] = ranks[place - 1];
      sums[place] = sums[place - 1];
      place--;
    }
    ranks[place] = rank;
    sums[place] = value;
  }

  private void count(
      BestCut cut,
      int wide,
      int lower,
      int upper,
      long left,
      int found,
      int[] units,
      long[] values) {
    byte[] codes = x.codes(wide);
    int[] column = x.ranks(wide);
    int firstLower = x.firstRank(wide, lower);
    int inLower = x.firstRank(wide, lower + 1) - firstLower;
    int firstUpper = x.firstRank(wide, upper) - inLower;
    int inBoth =
        inLower + (lower == upper ? 0 : x.firstRank(wide, upper + 1) - firstUpper - inLower);
    if (sumByRank.length < inBoth) {
      sumByRank = new long[inBoth];
    }
    long below = left;
    for (int k = 0; k < found; k++) {
      int unit = units[members[k]];
      long value = values[members[k]];
      boolean isLower = (codes[unit] & 0xFF) == lower;
      sumByRank[column[unit] - (isLower ? firstLower : firstUpper)] += value;
      below -= isLower ? value : 0;
    }
    int last = -1;
    for (int i = 0; i < inBoth; i++) {
      if (sumByRank[i] != 0) {
        int rank = i + (i < inLower ? firstLower : firstUpper);
        if (last >= 0) {
          cut.offerRanks(x.binary() + wide, below, last, rank);
        }
        below += sumByRank[i];
        last = rank;
      }
    }
    Arrays.fill(sumByRank, 0, inBoth, 0);
  }
}
