package dev.dml.data;

import java.util.Arrays;

/** The different values of a column in ascending order, found once for all who ask. */
public final class DistinctValues {

  private final double[] ascending;

  private DistinctValues(Column column) {
    double[] sorted = column.toArray();
    for (int row = 0; row < sorted.length; row++) {
      // Negative zero, which is sorted before zero, is the same value.
      sorted[row] += 0.0;
    }
    Arrays.sort(sorted);
    int count = 0;
    for (double value : sorted) {
      if (count == 0 || value != sorted[count - 1]) {
        sorted[count++] = value;
      }
    }
    ascending = Arrays.copyOf(sorted, count);
  }

  /** Those of a column without missing values. */
  public static DistinctValues of(Column column) {
    return column.derived(DistinctValues.class, DistinctValues::new);
  }

  /** How many there are. */
  public int count() {
    return ascending.length;
  }

  /** The values in ascending order, as a new array. */
  public double[] toArray() {
    return ascending.clone();
  }

  /** The 0-based position of a value that occurs. */
  public int rank(double value) {
    return Arrays.binarySearch(ascending, value + 0.0);
  }
}
