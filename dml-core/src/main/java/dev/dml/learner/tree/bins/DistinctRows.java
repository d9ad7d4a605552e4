package dev.dml.learner.tree.bins;

import java.util.Arrays;

/**
 * The distinct rows of binned features, if there are at most half as many as rows; or some of their
 * units.
 */
final class DistinctRows {

  /** Says that rows are not worth collapsing. */
  static final DistinctRows NONE = new DistinctRows(new int[0], new int[0]);

  private final int[] unitOfRow;
  private final int[] firstRows;

  /**
   * @param unitOfRow the number that each row has, or -1
   * @param firstRows a row of each number
   */
  DistinctRows(int[] unitOfRow, int[] firstRows) {
    this.unitOfRow = unitOfRow;
    this.firstRows = firstRows;
  }

  /**
   * Finds them with a hash table, and gives up as soon as there are too many.
   *
   * @param words columns of bits by row
   * @param codes columns of bins by row
   * @param ranks the ranks by row of each of these columns, null for one whose bins say it all
   */
  static DistinctRows of(int rows, long[][] words, byte[][] codes, int[][] ranks) {
    int limit = rows / 2;
    int[] firstRows = new int[limit];
    int[] unitOfRow = new int[rows];
    int[] table = new int[Math.max(2, Integer.highestOneBit(limit) * 4)];
    Arrays.fill(table, -1);
    int found = 0;
    for (int row = 0; row < rows; row++) {
      int slot = hash(words, codes, ranks, row) & (table.length - 1);
      while (table[slot] >= 0 && !equal(words, codes, ranks, firstRows[table[slot]], row)) {
        slot = (slot + 1) & (table.length - 1);
      }
      if (table[slot] < 0) {
        if (found == limit) {
          return NONE;
        }
        firstRows[found] = row;
        table[slot] = found++;
      }
      unitOfRow[row] = table[slot];
    }
    return new DistinctRows(unitOfRow, Arrays.copyOf(firstRows, found));
  }

  /** Whether collapsing pays. */
  boolean found() {
    return firstRows.length > 0;
  }

  /** The number of distinct rows. */
  int size() {
    return firstRows.length;
  }

  /** The number of the distinct row that each row equals; shared, not to be changed. */
  int[] unitOfRow() {
    return unitOfRow;
  }

  /** Columns of bits with one entry for each distinct row. */
  long[][] gather(long[][] columns) {
    long[][] gathered = new long[columns.length][firstRows.length];
    for (int column = 0; column < columns.length; column++) {
      for (int unit = 0; unit < firstRows.length; unit++) {
        gathered[column][unit] = columns[column][firstRows[unit]];
      }
    }
    return gathered;
  }

  /** Columns of bins with one entry for each distinct row. */
  byte[][] gather(byte[][] columns) {
    byte[][] gathered = new byte[columns.length][firstRows.length];
    for (int column = 0; column < columns.length; column++) {
      for (int unit = 0; unit < firstRows.length; unit++) {
        gathered[column][unit] = columns[column][firstRows[unit]];
      }
    }
    return gathered;
  }

  /** Columns of ranks with one entry for each distinct row; null stays null. */
  int[][] gather(int[][] columns) {
    int[][] gathered = new int[columns.length][];
    for (int column = 0; column < columns.length; column++) {
      int[] ranks = columns[column];
      gathered[column] =
          ranks == null ? null : Arrays.stream(firstRows).map(row -> ranks[row]).toArray();
    }
    return gathered;
  }

  private static int hash(long[][] words, byte[][] codes, int[][] ranks, int row) {
    long hash = 0;
    for (long[] word : words) {
      hash = (hash ^ word[row]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (int column = 0; column < codes.length; column++) {
      int code = ranks[column] == null ? codes[column][row] : ranks[column][row];
      hash = (hash ^ code) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) (hash ^ (hash >>> 32));
  }

  private static boolean equal(long[][] words, byte[][] codes, int[][] ranks, int one, int other) {
    for (long[] word : words) {
      if (word[one] != word[other]) {
        return false;
      }
    }
    for (byte[] code : codes) {
      if (code[one] != code[other]) {
        return false;
      }
    }
    for (int[] rank : ranks) {
      if (rank != null && rank[one] != rank[other]) {
        return false;
      }
    }
    return true;
  }
}
