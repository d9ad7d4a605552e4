package dev.dml.learner.tree.bins;

import org.jspecify.annotations.Nullable;

/** Parts the units of a node that go left from those that go right, which it puts aside. */
final class Sieve {

  private final BinnedFeatures x;
  private final int[] spareUnits;
  private final long[] spareValues;

  /** For at most so many units with values, and so many without. */
  Sieve(BinnedFeatures x, int largest, int largestWithoutValues) {
    this.x = x;
    spareUnits = new int[Math.max(largest, largestWithoutValues)];
    spareValues = new long[largest];
  }

  /** Puts some of those put aside where the right child is. */
  void putRight(int[] units, long @Nullable [] values, int spare, int to, int count) {
    System.arraycopy(spareUnits, spare, units, to, count);
    if (values != null) {
      System.arraycopy(spareValues, spare, values, to, count);
    }
  }

  /** Leaves the units that go left at the beginning, and puts the others aside. */
  int sift(
      int[] units,
      long @Nullable [] values,
      int from,
      int to,
      int spare,
      int column,
      int lastLeft,
      LevelSet levels) {
    if (column < x.binary()) {
      long[] word = x.words(column >> 6);
      int shift = column & 63;
      return values == null
          ? byBit(word, shift, units, from, to, spare)
          : byBit(word, shift, units, values, from, to, spare);
    }
    int wide = column - x.binary();
    if (x.ranked(wide)) {
      int[] ranks = x.ranks(wide);
      int bin = x.binOf(wide, lastLeft);
      return values == null
          ? byRank(x.codes(wide), bin, ranks, lastLeft, units, from, to, spare)
          : byRank(x.codes(wide), bin, ranks, lastLeft, units, values, from, to, spare);
    }
    byte[] codes = x.codes(wide);
    if (x.isText(wide)) {
      return byLevel(codes, levels, units, values, from, to, spare);
    }
    return values == null
        ? byBin(codes, lastLeft, units, from, to, spare)
        : byBin(codes, lastLeft, units, values, from, to, spare);
  }

  // The loops write to both sides and advance one of them: no branch to be mispredicted.

  private int byBit(
      long[] word, int shift, int[] units, long[] values, int from, int to, int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      long value = values[i];
      units[left] = unit;
      values[left] = value;
      spareUnits[right] = unit;
      spareValues[right] = value;
      int isRight = (int) (word[unit] >>> shift) & 1;
      right += isRight;
      left += 1 - isRight;
    }
    return left;
  }

  private int byBin(
      byte[] codes, int bin, int[] units, long[] values, int from, int to, int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      long value = values[i];
      units[left] = unit;
      values[left] = value;
      spareUnits[right] = unit;
      spareValues[right] = value;
      int isRight = (bin - (codes[unit] & 0xFF)) >>> 31;
      right += isRight;
      left += 1 - isRight;
    }
    return left;
  }

  private int byRank(
      byte[] codes,
      int bin,
      int[] ranks,
      int lastLeft,
      int[] units,
      long[] values,
      int from,
      int to,
      int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      long value = values[i];
      units[left] = unit;
      values[left] = value;
      spareUnits[right] = unit;
      spareValues[right] = value;
      int code = codes[unit] & 0xFF;
      // Ranks are read where the bin does not tell: they are farther from the processor.
      int isRight = (code == bin ? lastLeft - ranks[unit] : bin - code) >>> 31;
      right += isRight;
      left += 1 - isRight;
    }
    return left;
  }

  /**
   * Reads values where ranks do not tell: in a small node, where most cuts are made, that is rare.
   */
  int byValue(Cut cut, int[] units, int from, int to) {
    int wide = cut.column() - x.binary();
    int before = cut.before();
    int after = cut.after();
    int lower = x.binOf(wide, before);
    int upper = x.binOf(wide, after);
    byte[] codes = x.codes(wide);
    int[] ranks = x.ranks(wide);
    int left = from;
    int right = 0;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      int code = codes[unit] & 0xFF;
      boolean isLeft = code < lower;
      if (code >= lower && code <= upper) {
        int rank = ranks[unit];
        isLeft = rank <= before || (rank < after && x.goesLeft(wide, rank, before, after));
      }
      units[left] = unit;
      spareUnits[right] = unit;
      left += isLeft ? 1 : 0;
      right += isLeft ? 0 : 1;
    }
    return left;
  }

  private int byLevel(
      byte[] codes,
      LevelSet levels,
      int[] units,
      long @Nullable [] values,
      int from,
      int to,
      int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      units[left] = unit;
      spareUnits[right] = unit;
      if (values != null) {
        long value = values[i];
        values[left] = value;
        spareValues[right] = value;
      }
      int isLeft = levels.count(codes[unit]);
      left += isLeft;
      right += 1 - isLeft;
    }
    return left;
  }

  private int byBit(long[] word, int shift, int[] units, int from, int to, int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      units[left] = unit;
      spareUnits[right] = unit;
      int isRight = (int) (word[unit] >>> shift) & 1;
      right += isRight;
      left += 1 - isRight;
    }
    return left;
  }

  private int byBin(byte[] codes, int bin, int[] units, int from, int to, int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      units[left] = unit;
      spareUnits[right] = unit;
      int isRight = (bin - (codes[unit] & 0xFF)) >>> 31;
      right += isRight;
      left += 1 - isRight;
    }
    return left;
  }

  private int byRank(
      byte[] codes, int bin, int[] ranks, int lastLeft, int[] units, int from, int to, int spare) {
    int left = from;
    int right = spare;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      units[left] = unit;
      spareUnits[right] = unit;
      int code = codes[unit] & 0xFF;
      // Ranks are read where the bin does not tell: they are farther from the processor.
      int isRight = (code == bin ? lastLeft - ranks[unit] : bin - code) >>> 31;
      right += isRight;
      left += 1 - isRight;
    }
    return left;
  }
}
