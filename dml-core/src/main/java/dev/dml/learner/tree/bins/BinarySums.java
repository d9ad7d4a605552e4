package dev.dml.learner.tree.bins;

/** Sums the values of the units that have a 1, for some of the 64 binary columns of a word. */
public final class BinarySums {

  /** Up to so many columns, adding a masked value for each costs less than a branch for each 1. */
  private static final int FEW = 8;

  private BinarySums() {}

  /**
   * Sets the sum of each of the columns, whatever was there before.
   *
   * @param word the bits by unit
   * @param columns the columns to sum, as bits
   * @param sums the sum of column {@code c} is written to {@code offset + c}, not added to what is
   *     there; entries of other columns stay as they are
   */
  public static void sum(
      long[] word,
      long columns,
      int[] units,
      long[] values,
      int from,
      int to,
      long[] sums,
      int offset) {
    if (Long.bitCount(columns) <= FEW) {
      for (long rest = columns; rest != 0; rest = withoutFour(rest)) {
        sumFour(word, rest, units, values, from, to, sums, offset);
      }
    } else {
      sumByOnes(word, columns, units, values, from, to, sums, offset);
    }
  }

  private static long withoutFour(long columns) {
    long rest = columns;
    for (int i = 0; i < 4; i++) {
      rest &= rest - 1;
    }
    return rest;
  }

  private static void sumFour(
      long[] word,
      long columns,
      int[] units,
      long[] values,
      int from,
      int to,
      long[] sums,
      int offset) {
    int first = Long.numberOfTrailingZeros(columns);
    long rest = columns & (columns - 1);
    int second = Long.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int third = Long.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int fourth = Long.numberOfTrailingZeros(rest);
    long one = 0;
    long two = 0;
    long three = 0;
    long four = 0;
    for (int i = from; i < to; i++) {
      long bits = word[units[i]];
      long value = values[i];
      one += value & -((bits >>> first) & 1);
      two += value & -((bits >>> second) & 1);
      three += value & -((bits >>> third) & 1);
      four += value & -((bits >>> fourth) & 1);
    }
    set(sums, offset, first, one);
    set(sums, offset, second, two);
    set(sums, offset, third, three);
    set(sums, offset, fourth, four);
  }

  /** A column of 64 stands for none. */
  private static void set(long[] sums, int offset, int column, long sum) {
    if (column < 64) {
      sums[offset + column] = sum;
    }
  }

  private static void sumByOnes(
      long[] word,
      long columns,
      int[] units,
      long[] values,
      int from,
      int to,
      long[] sums,
      int offset) {
    for (long bits = columns; bits != 0; bits &= bits - 1) {
      sums[offset + Long.numberOfTrailingZeros(bits)] = 0;
    }
    for (int i = from; i < to; i++) {
      long value = values[i];
      for (long bits = word[units[i]] & columns; bits != 0; bits &= bits - 1) {
        sums[offset + Long.numberOfTrailingZeros(bits)] += value;
      }
    }
  }
}
