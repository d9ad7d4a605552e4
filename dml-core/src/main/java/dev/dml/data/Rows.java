package dev.dml.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of row numbers of a data set, in ascending order.
 *
 * <p>It is a view: columns stay whole and shared, and whoever fits a model on some rows reads them
 * through this index.
 */
public final class Rows {

  private static final int BLOCK = 1024;

  private final int size;

  /** The division inside or outside a part of which these rows are, if there is one. */
  private final @Nullable Division division;

  private final int part;
  private final boolean inside;

  /** The row numbers; null for the rows outside a part until they are asked for. */
  private @Nullable Index index;

  private Rows(int[] numbers) {
    this(numbers, null, -1);
  }

  /** The rows inside a part of a division, whose numbers are not copied. */
  Rows(int[] numbers, @Nullable Division division, int part) {
    this.size = numbers.length;
    this.index = new Index(numbers);
    this.division = division;
    this.part = part;
    this.inside = true;
  }

  /** The rows outside a part of a division. */
  Rows(Division division, int part) {
    this.size = division.rows() - division.size(part);
    this.division = division;
    this.part = part;
    this.inside = false;
  }

  private int[] numbers() {
    Index known = index;
    if (known == null) {
      // Threads that do this at once find the same; the final field lets them see all of it.
      known = new Index(Objects.requireNonNull(division).outside(part));
      index = known;
    }
    return known.numbers;
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
    int[] rows = new int[size];
    for (int row = 0; row < size; row++) {
      rows[row] = row;
    }
    return new Rows(rows);
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
    int[] kept = new int[size + 1];
    int count = 0;
    // Here and below without a branch, which would be mispredicted at every few rows.
    for (int row : numbers()) {
      kept[count] = row;
      count += condition.test(row) ? 1 : 0;
    }
    return new Rows(Arrays.copyOf(kept, count));
  }

  /** The rows that are in both sets. */
  public Rows and(Rows other) {
    if (division != null) {
      Division whole = division;
      return other.filter(row -> whole.part(row) == part == inside);
    }
    int[] mine = numbers();
    int[] theirs = other.numbers();
    int[] both = new int[Math.min(mine.length, theirs.length) + 1];
    int count = 0;
    for (int i = 0, j = 0; i < mine.length && j < theirs.length; ) {
      int difference = mine[i] - theirs[j];
      both[count] = mine[i];
      count += difference == 0 ? 1 : 0;
      i += difference <= 0 ? 1 : 0;
      j += difference >= 0 ? 1 : 0;
    }
    return new Rows(Arrays.copyOf(both, count));
  }

  /** The number of rows in this set. */
  public int size() {
    return size;
  }

  /** The row number at position {@code i} of this set, {@code 0 <= i < size()}. */
  public int get(int i) {
    return numbers()[i];
  }

  /** The number of rows of this set with a smaller number than {@code row}. */
  public int countBefore(int row) {
    int position = Arrays.binarySearch(numbers(), row);
    return position < 0 ? -position - 1 : position;
  }

  /**
   * Passes on the values in these rows, in their order and in blocks: an array that is used again
   * for the next block, and how many values it has.
   *
   * @param values by row number
   */
  public void forEachBlock(double[] values, ObjIntConsumer<double[]> action) {
    double[] block = new double[BLOCK + 1];
    if (index == null) {
      Division whole = Objects.requireNonNull(division);
      for (int from = 0; from < whole.rows(); from += BLOCK) {
        int count = Math.min(BLOCK, whole.rows() - from);
        action.accept(block, whole.collectOutside(part, values, from, count, block));
      }
      return;
    }
    int[] rows = numbers();
    for (int from = 0; from < size; from += BLOCK) {
      int count = Math.min(BLOCK, size - from);
      for (int i = 0; i < count; i++) {
        block[i] = values[rows[from + i]];
      }
      action.accept(block, count);
    }
  }

  /** The row numbers as a new array of length {@link #size()}. */
  public int[] toArray() {
    return numbers().clone();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Rows that
            && size == that.size
            && Arrays.equals(numbers(), that.numbers()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers());
  }

  @Override
  public String toString() {
    return size + " rows";
  }

  private static final class Index {

    private final int[] numbers;

    Index(int[] numbers) {
      this.numbers = numbers;
    }
  }
}
