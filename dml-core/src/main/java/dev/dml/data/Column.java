package dev.dml.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named, immutable column of doubles; {@code NaN} stands for a missing value.
 *
 * <p>Columns are shared between data sets, feature sets and tasks and are never copied for them.
 * What can be computed from a column once and used by many tasks, such as its histogram bins, is
 * kept with the column: see {@link #derived(Class, Function)}. Two columns are the same only if
 * they are the same object.
 */
public final class Column {

  private final String name;
  private final double[] values;

  /** By what the values are multiplied, if this is a product; otherwise null. */
  private final @Nullable Column factor;

  private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

  private Column(String name, double[] values) {
    this(name, values, null);
  }

  private Column(String name, double[] values, @Nullable Column factor) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a column needs a name, but it was \"" + name + "\"");
    }
    this.name = name;
    this.values = values;
    this.factor = factor;
  }

  /** A column with a copy of the given values. */
  public static Column of(String name, double... values) {
    return new Column(name, values.clone());
  }

  /** A column of values that nobody else holds or changes, without a copy. */
  public static Column owning(String name, double[] values) {
    return new Column(name, values);
  }

  /**
   * The product of two columns, of which at most the second is a product itself. Its values are not
   * stored.
   */
  public static Column product(String name, Column first, Column second) {
    if (first.factor != null || first.size() != second.size()) {
      throw new IllegalArgumentException(
          "the first factor of " + name + " is a product, or of another length");
    }
    return new Column(name, first.values, second);
  }

  /** A growing column, for readers that do not know the number of rows in advance. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name of this column. */
  public String name() {
    return name;
  }

  /** The number of rows. */
  public int size() {
    return values.length;
  }

  /** The value in a 0-based row. */
  public double get(int row) {
    return factor == null ? values[row] : values[row] * factor.get(row);
  }

  /** The values of some rows, in their order, as a new array. */
  public double[] gather(Rows rows) {
    double[] gathered = new double[rows.size()];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] = get(rows.get(i));
    }
    return gathered;
  }

  /** Copies {@code count} values from a row on to the beginning of an array. */
  public void copy(int from, int count, double[] into) {
    System.arraycopy(values, from, into, 0, count);
    for (int i = 0; factor != null && i < count; i++) {
      into[i] *= factor.get(from + i);
    }
  }

  /** All values as a new array. */
  public double[] toArray() {
    double[] all = new double[values.length];
    copy(0, all.length, all);
    return all;
  }

  /** The different values in ascending order, as a new array. */
  public double[] distinct() {
    double[] sorted = toArray();
    Arrays.sort(sorted);
    int count = 0;
    for (double value : sorted) {
      if (count == 0 || Double.compare(value, sorted[count - 1]) != 0) {
        sorted[count++] = value;
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  /** Whether every value is 0 or 1, and both occur. */
  public boolean isBinary() {
    boolean zero = false;
    boolean one = false;
    for (int row = 0; row < values.length; row++) {
      double value = get(row);
      if (value == 0) {
        zero = true;
      } else if (value == 1) {
        one = true;
      } else {
        return false;
      }
    }
    return zero && one;
  }

  /** Whether all values are the same. */
  public boolean isConstant() {
    for (int row = 1; row < values.length; row++) {
      if (get(row) != get(0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a value is missing. */
  public boolean hasMissing() {
    for (int row = 0; row < values.length; row++) {
      if (Double.isNaN(get(row))) {
        return true;
      }
    }
    return false;
  }

  /** The same values, shared, under another name. */
  public Column named(String newName) {
    return new Column(newName, values, factor);
  }

  /**
   * A form derived from this column, computed at most once and kept as long as the column.
   *
   * @param type the class of the derived form, which is its key
   * @param make computes it; must depend on the column alone
   */
  public <T> T derived(Class<T> type, Function<Column, T> make) {
    return type.cast(derived.computeIfAbsent(type, key -> make.apply(this)));
  }

  @Override
  public String toString() {
    return name + " (" + values.length + " rows)";
  }

  /** A column that grows value by value, without ever moving the values it has. */
  public static final class Builder {

    private static final int CHUNK = 4096;

    private final String name;
    private final List<double[]> chunks = new ArrayList<>();
    private int size;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name);
    }

    /** Appends a value. */
    public Builder add(double value) {
      int within = size % CHUNK;
      if (within == 0) {
        chunks.add(new double[CHUNK]);
      }
      chunks.getLast()[within] = value;
      size++;
      return this;
    }

    /** The number of values appended so far. */
    public int size() {
      return size;
    }

    /** The column of the values appended so far. */
    public Column build() {
      double[] values = new double[size];
      for (int start = 0; start < size; start += CHUNK) {
        System.arraycopy(
            chunks.get(start / CHUNK), 0, values, start, Math.min(CHUNK, size - start));
      }
      return new Column(name, values);
    }
  }
}
