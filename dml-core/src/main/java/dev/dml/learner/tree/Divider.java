package dev.dml.learner.tree;

/** Divides the units of a node between its two children, each in the order they had. */
final class Divider {

  private final BinnedFeatures x;
  private final int[] spareUnits;
  private final long[] spareValues;

  /** For nodes of at most so many units with values, and so many without. */
  Divider(BinnedFeatures x, int largest, int largestWithoutValues) {
    this.x = x;
    spareUnits = new int[Math.max(largest, largestWithoutValues)];
    spareValues = new long[largest];
  }

  /**
   * Moves the units that go left before those that go right, each with its value.
   *
   * @param bin the last bin of a wide column that goes left; a binary column sends 0 left
   * @return where the right child's units begin
   */
  int divide(int[] units, long[] values, int from, int to, int column, int bin) {
    int left =
        column < x.binary()
            ? byBit(x.words(column >> 6), column & 63, units, values, from, to)
            : byBin(x.codes(column - x.binary()), bin, units, values, from, to);
    System.arraycopy(spareUnits, 0, units, left, to - left);
    System.arraycopy(spareValues, 0, values, left, to - left);
    return left;
  }

  /** The same for units that have no values. */
  int divide(int[] units, int from, int to, int column, int bin) {
    int left =
        column < x.binary()
            ? byBit(x.words(column >> 6), column & 63, units, from, to)
            : byBin(x.codes(column - x.binary()), bin, units, from, to);
    System.arraycopy(spareUnits, 0, units, left, to - left);
    return left;
  }

  // The loops write to both sides and advance one of them: no branch to be mispredicted.

  private int byBit(long[] word, int shift, int[] units, long[] values, int from, int to) {
    int left = from;
    int right = 0;
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

  private int byBin(byte[] codes, int bin, int[] units, long[] values, int from, int to) {
    int left = from;
    int right = 0;
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

  private int byBit(long[] word, int shift, int[] units, int from, int to) {
    int left = from;
    int right = 0;
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

  private int byBin(byte[] codes, int bin, int[] units, int from, int to) {
    int left = from;
    int right = 0;
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
}
