package dev.dml.learner.tree.bins;

import java.util.Arrays;

/**
 * The histograms of a node: the packed sum of its units' values by column and bin, for a binary
 * column that of its ones.
 */
public final class Tally {

  /** Wide columns are tallied by fours. */
  private static final int FOUR = 4;

  /** Units and values of so many rows stay in a core's first cache until all columns met them. */
  private static final int CACHED = 1024;

  /** The bins of eight columns in such rows. */
  private final long[] gathered = new long[CACHED];

  private final long[] entries;
  private final int binary;
  private final long[] varying;

  /** An empty tally of the given features. */
  public Tally(BinnedFeatures x) {
    binary = x.binary();
    entries = new long[size(x)];
    varying = new long[x.blocks()];
  }

  /** The number of entries that a tally of the given features has. */
  public static int size(BinnedFeatures x) {
    return x.binary() + (x.wide() + FOUR - 1) / FOUR * FOUR * 256;
  }

  /** The packed sum of the units with a 1 in a binary column. */
  public long ones(int column) {
    return entries[column];
  }

  /** The entries of all columns; see {@link #offset}. */
  public long[] entries() {
    return entries;
  }

  /** Where the 256 entries of a wide column begin. */
  public int offset(int wide) {
    return binary + 256 * wide;
  }

  /** Which of binary columns {@code 64 block} to {@code 64 block + 63} may vary, as bits. */
  public long varying(int block) {
    return varying[block];
  }

  /** Leaves out a column from now on, here and where this node's children are tallied. */
  public void setConstant(int block, int bit) {
    varying[block] &= ~(1L << bit);
  }

  /** Tallies the units of a node afresh. */
  public void fill(BinnedFeatures x, int[] units, long[] values, int from, int to) {
    for (int block = 0; block < varying.length; block++) {
      varying[block] = -1L >>> Math.max(0, 64 * (block + 1) - binary);
    }
    add(x, units, values, from, to);
  }

  /** Tallies some of the units of a node in those columns that may vary in it. */
  public void fillWithin(
      Tally node, BinnedFeatures x, int[] units, long[] values, int from, int to) {
    System.arraycopy(node.varying, 0, varying, 0, varying.length);
    add(x, units, values, from, to);
  }

  private void add(BinnedFeatures x, int[] units, long[] values, int from, int to) {
    for (int block = 0; block < varying.length; block++) {
      BinarySums.sum(x.words(block), varying[block], units, values, from, to, entries, 64 * block);
    }
    Arrays.fill(entries, binary, entries.length, 0);
    if (x.wide() > 0) {
      for (int start = from; start < to; start += CACHED) {
        addWide(x, units, values, start, Math.min(start + CACHED, to));
      }
    }
  }

  private void addWide(BinnedFeatures x, int[] units, long[] values, int from, int to) {
    long[][] octets = x.octets();
    for (int wide = 0; wide < x.wide(); wide += 2 * FOUR) {
      gather(octets[wide / 8], units, from, to);
      if (x.wide() - wide > FOUR) {
        addEight(offset(wide), values, from, to);
      } else {
        addFour(offset(wide), values, from, to);
      }
    }
  }

  /** A loop of its own, in which a core waits for many rows from memory at once. */
  private void gather(long[] octet, int[] units, int from, int to) {
    long[] into = gathered;
    for (int i = from; i < to; i++) {
      into[i - from] = octet[units[i]];
    }
  }

  /** Turns the tally of a node into that of one child by taking away the other child's. */
  public void subtract(Tally child) {
    for (int block = 0; block < varying.length; block++) {
      for (long bits = varying[block]; bits != 0; bits &= bits - 1) {
        int column = 64 * block + Long.numberOfTrailingZeros(bits);
        entries[column] -= child.entries[column];
      }
    }
    subtract(child, binary, entries.length);
  }

  /** Adds some of the entries of another tally. */
  public void add(Tally other, int from, int to) {
    for (int i = from; i < to; i++) {
      entries[i] += other.entries[i];
    }
  }

  /** Takes away some of the entries of another tally. */
  public void subtract(Tally other, int from, int to) {
    for (int i = from; i < to; i++) {
      entries[i] -= other.entries[i];
    }
  }

  private void addFour(int offset, long[] values, int from, int to) {
    long[] octet = gathered;
    long[] sums = entries;
    for (int i = from; i < to; i++) {
      long value = values[i];
      int bins = (int) octet[i - from];
      sums[offset + (bins & 255)] += value;
      sums[offset + 256 + (bins >>> 8 & 255)] += value;
      sums[offset + 512 + (bins >>> 16 & 255)] += value;
      sums[offset + 768 + (bins >>> 24)] += value;
    }
  }

  private void addEight(int offset, long[] values, int from, int to) {
    long[] octet = gathered;
    long[] sums = entries;
    for (int i = from; i < to; i++) {
      long value = values[i];
      long octuple = octet[i - from];
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
