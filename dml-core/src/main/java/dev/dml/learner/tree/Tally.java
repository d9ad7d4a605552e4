package dev.dml.learner.tree;

import java.util.Arrays;

/**
 * The histograms of a node: the packed sum of its units' values by column and bin, for a binary
 * column that of its ones.
 */
final class Tally {

  /** Wide columns are tallied by fours. */
  private static final int FOUR = 4;

  private final long[] entries;
  private final int binary;

  /** An empty tally of the given features. */
  Tally(BinnedFeatures x) {
    binary = x.binary();
    entries = new long[size(x)];
  }

  /** The number of entries that a tally of the given features has. */
  static int size(BinnedFeatures x) {
    return x.binary() + (x.wide() + FOUR - 1) / FOUR * FOUR * 256;
  }

  /** The packed sum of the units with a 1 in a binary column. */
  long ones(int column) {
    return entries[column];
  }

  /** The entries of all columns; see {@link #offset}. */
  long[] entries() {
    return entries;
  }

  /** Where the 256 entries of a wide column begin. */
  int offset(int wide) {
    return binary + 256 * wide;
  }

  /** Tallies the units of a node afresh. */
  void fill(BinnedFeatures x, int[] units, long[] values, int from, int to) {
    Arrays.fill(entries, 0);
    for (int block = 0; block < x.blocks(); block++) {
      addOnes(x.words(block), 64 * block, units, values, from, to);
    }
    if (x.wide() > 0) {
      long[][] octets = x.octets();
      for (int wide = 0; wide < x.wide(); wide += 2 * FOUR) {
        if (x.wide() - wide > FOUR) {
          addEight(octets[wide / 8], offset(wide), units, values, from, to);
        } else {
          addFour(octets[wide / 8], offset(wide), units, values, from, to);
        }
      }
    }
  }

  /** Turns the tally of a node into that of one child by taking away the other child's. */
  void subtract(Tally child) {
    for (int i = 0; i < entries.length; i++) {
      entries[i] -= child.entries[i];
    }
  }

  private void addOnes(long[] word, int offset, int[] units, long[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      long value = values[i];
      for (long bits = word[units[i]]; bits != 0; bits &= bits - 1) {
        entries[offset + Long.numberOfTrailingZeros(bits)] += value;
      }
    }
  }

  private void addFour(long[] octet, int offset, int[] units, long[] values, int from, int to) {
    long[] sums = entries;
    for (int i = from; i < to; i++) {
      long value = values[i];
      int bins = (int) octet[units[i]];
      sums[offset + (bins & 255)] += value;
      sums[offset + 256 + (bins >>> 8 & 255)] += value;
      sums[offset + 512 + (bins >>> 16 & 255)] += value;
      sums[offset + 768 + (bins >>> 24)] += value;
    }
  }

  private void addEight(long[] octet, int offset, int[] units, long[] values, int from, int to) {
    long[] sums = entries;
    for (int i = from; i < to; i++) {
      long value = values[i];
      long octuple = octet[units[i]];
      int low = (int) octuple;
      int high = (int) (octuple >>> 32);
      sums[offset + (low & 255)] += value;
      sums[offset + 256 + (low >>> 8 & 255)] += value;
      sums[offset + 512 + (low >>> 16 & 255)] += value;
      sums[offset + 768 + (low >>> 24)] += value;
      sums[offset + 1024 + (high & 255)] += value;
      sums[offset + 1280 + (high >>> 8 & 255)] += value;
      sums[offset + 1536 + (high >>> 16 & 255)] += value;
      sums[offset + 1792 + (high >>> 24)] += value;
    }
  }
}
