package dev.dml.data;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A set of row numbers of a data set, in ascending order.
 *
 * <p>It is a view: columns stay whole and shared, and whoever fits a model on some rows reads them
 * through this index.
 */
public final class Rows {

  private final int[] index;
  private final Optional<Division.Part> part;

  private Rows(int[] index) {
    this(index, Optional.empty());
  }

  private Rows(int[] index, Optional<Division.Part> part) {
    this.index = index;
    this.part = part;
  }

  /** Rows that are a part of a division, or all others; without a copy. */
  static Rows ofPart(int[] index, Division.Part part) {
    return new Rows(index, Optional.of(part));
  }

  /**
   * The given 0-based row numbers.
   *
   * @throws IllegalArgumentException if they are negative or not strictly ascending
   */
  public static Rows of(int... rows) {
    for (int i = 0; i < rows.length; i++) {
      int previous = i == 0 ? -1 : rows[i - 1];
      if (rows[i] <= previous) {
        throw new IllegalArgumentException(
            "rows must be at least 0 and strictly ascending, but "
                + rows[i]
                + " follows "
                + previous);
      }
    }
    return new Rows(rows.clone());
  }

  /** All rows of a data set with {@code size} rows. */
  public static Rows all(int size) {
    return where(size, row -> true);
  }

  /** The rows from 0 to {@code size - 1} that satisfy a condition. */
  public static Rows where(int size, IntPredicate condition) {
    int[] kept = new int[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (condition.test(row)) {
        kept[count++] = row;
      }
    }
    return new Rows(Arrays.copyOf(kept, count));
  }

  /** The rows of this set that satisfy a condition on the row number. */
  public Rows filter(IntPredicate condition) {
    int[] kept = new int[index.length];
    int count = 0;
    for (int row : index) {
      if (condition.test(row)) {
        kept[count++] = row;
      }
    }
    return new Rows(Arrays.copyOf(kept, count));
  }

  /** The number of rows in this set. */
  public int size() {
    return index.length;
  }

  /** The row number at position {@code i} of this set, {@code 0 <= i < size()}. */
  public int get(int i) {
    return index[i];
  }

  /**
   * Which part of a division these rows are, or which they lack; empty for rows from elsewhere. It
   * has no part in {@link #equals}.
   */
  public Optional<Division.Part> part() {
    return part;
  }

  /** The row numbers as a new array of length {@link #size()}. */
  public int[] toArray() {
    return index.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rows that && Arrays.equals(index, that.index);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(index);
  }

  @Override
  public String toString() {
    return index.length + " rows";
  }
}
