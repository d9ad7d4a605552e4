package dev.dml.learner.tree.bins;

/** The units in the order of their ranks in a column, so that those of a bin follow one another. */
public final class SortedUnits {

  private final int[] units;
  private final int[] ends;
  private final boolean distinct;

  /**
   * For the ranks and bins of a column by unit.
   *
   * @param size the number of ranks
   */
  SortedUnits(int[] ranks, int size, byte[] codes) {
    units = new int[ranks.length];
    distinct = size == ranks.length;
    ends = new int[Bins.LIMIT];
    int[] next = new int[size + 1];
    for (int unit = 0; unit < ranks.length; unit++) {
      next[ranks[unit] + 1]++;
      ends[codes[unit] & 0xFF]++;
    }
    for (int rank = 1; rank < size; rank++) {
      next[rank] += next[rank - 1];
    }
    for (int bin = 1; bin < ends.length; bin++) {
      ends[bin] += ends[bin - 1];
    }
    for (int unit = 0; unit < ranks.length; unit++) {
      units[next[ranks[unit]]++] = unit;
    }
  }

  /** The units in order; shared, not to be changed. */
  public int[] units() {
    return units;
  }

  /** Whether no two have the same rank, so that the rank of a unit is its place. */
  public boolean areDistinct() {
    return distinct;
  }

  /** Where those of a bin begin. */
  public int begin(int bin) {
    return bin == 0 ? 0 : ends[bin - 1];
  }

  /** Where those of a bin end. */
  public int end(int bin) {
    return ends[bin];
  }
}
