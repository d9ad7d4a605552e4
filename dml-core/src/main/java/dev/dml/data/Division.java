package dev.dml.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A division of the rows of a data set into numbered parts, such as the folds of a repetition. */
public final class Division {

  private final int[] partOfRow;
  private final int[] sizes;
  private final int hash;
  private volatile int @Nullable [][] rowsByPart;

  /**
   * A division.
   *
   * @param parts the number of parts, at least 1
   * @param partOfRow the 0-based part of each row
   * @throws IllegalArgumentException if a part is out of range
   */
  public Division(int parts, int... partOfRow) {
    this.partOfRow = partOfRow.clone();
    this.sizes = new int[parts];
    for (int part : this.partOfRow) {
      if (part < 0 || part >= parts) {
        throw new IllegalArgumentException(
            "parts are numbered from 0 to " + (parts - 1) + ", but a row is in part " + part);
      }
      sizes[part]++;
    }
    this.hash = Arrays.hashCode(this.partOfRow);
  }

  /** The number of rows. */
  public int rows() {
    return partOfRow.length;
  }

  /** The number of parts. */
  public int parts() {
    return sizes.length;
  }

  /** The 0-based part of a row. */
  public int part(int row) {
    return partOfRow[row];
  }

  /** The number of rows of a part. */
  public int size(int part) {
    return sizes[part];
  }

  /**
   * The rows of a part. They are found for all parts at once when they are first asked for, and
   * kept: 4 bytes for each row of the data.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public Rows in(int part) {
    return new Rows(rowsByPart()[part], this, part);
  }

  /**
   * The rows outside a part. Their numbers are not found before one of them is asked for.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public Rows without(int part) {
    return new Rows(this, Objects.checkIndex(part, sizes.length));
  }

  /** The numbers of the rows outside a part, as a new array. */
  int[] outside(int part) {
    int[] rows = new int[partOfRow.length - sizes[part] + 1];
    int count = 0;
    // Written without a branch, which would be mispredicted at every fourth row or so.
    for (int row = 0; row < partOfRow.length; row++) {
      rows[count] = row;
      count += partOfRow[row] == part ? 0 : 1;
    }
    return Arrays.copyOf(rows, count);
  }

  /**
   * Collects the values of the rows outside a part, among {@code count} rows from one on.
   *
   * @param values by row number
   * @param into is filled from its beginning; at least {@code count + 1} long
   * @return how many were collected
   */
  int collectOutside(int part, double[] values, int from, int count, double[] into) {
    int collected = 0;
    for (int row = from; row < from + count; row++) {
      into[collected] = values[row];
      collected += partOfRow[row] == part ? 0 : 1;
    }
    return collected;
  }

  private int[][] rowsByPart() {
    int[][] known = rowsByPart;
    if (known == null) {
      // Two threads may both do this, and then find the same.
      known = new int[sizes.length][];
      Arrays.setAll(known, part -> new int[sizes[part]]);
      int[] counts = new int[sizes.length];
      for (int row = 0; row < partOfRow.length; row++) {
        int part = partOfRow[row];
        known[part][counts[part]++] = row;
      }
      rowsByPart = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Division that
        && hash == that.hash
        && sizes.length == that.sizes.length
        && Arrays.equals(partOfRow, that.partOfRow);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return partOfRow.length + " rows in " + sizes.length + " parts";
  }
}
