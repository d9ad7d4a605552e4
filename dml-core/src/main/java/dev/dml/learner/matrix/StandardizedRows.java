package dev.dml.learner.matrix;

import dev.dml.data.Rows;
import dev.dml.learner.logistic.LogisticRegression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of standardised columns, each followed by a 1 for the intercept, in blocks, for whoever
 * reads them many times.
 *
 * <p>They are kept, if they take {@value #MOST_KEPT} numbers (64 MiB) at the most, or else gathered
 * again whenever they are read. Rows of several samples are kept side by side: an L1 penalty's
 * cross-validation has three, all training rows, those outside a fold, and those of the fold, which
 * are twice the training rows together and 192 MiB at the most. All this is for one running task,
 * but for the rows that the fits of an unpenalised {@link LogisticRegression} share.
 */
public final class StandardizedRows {

  /**
   * The number of rows of a block but the last. They stay in a core's nearest cache, and Java's
   * second compiler compiles a loop that never runs longer than this only once, with its method,
   * where it would compile a longer one for a running call first.
   */
  public static final int BLOCK = 64;

  /** So many rows are gathered at once, because memory is read faster in longer runs. */
  private static final int GATHERED = 16 * BLOCK;

  public static final long MOST_KEPT = 1 << 23;

  private final StandardizedFeatures features;
  private final int[] numbers;
  private final int width;

  /** The rows by their numbers, or null. */
  private final double @Nullable [][] kept;

  private final double[][] block = new double[BLOCK][];
  private final double[] nothing;
  private double[][] gathered = {};
  private int firstGathered = -1;

  /** Rows of some columns. */
  public StandardizedRows(StandardizedFeatures features, Rows rows) {
    this(features, rows, MOST_KEPT);
  }

  /** Rows of some columns, which are kept if they take so many numbers at the most. */
  public StandardizedRows(StandardizedFeatures features, Rows rows, long mostKept) {
    this(features, rows.toArray(), place(features, rows, mostKept));
    if (kept != null) {
      double[][] some = new double[GATHERED][];
      for (int from = 0; from < numbers.length; from += GATHERED) {
        int count = Math.min(GATHERED, numbers.length - from);
        for (int done = 0; done < count; done += BLOCK) {
          make(kept, from + done, Math.min(BLOCK, count - done), some, done);
        }
        fill(from, count, some);
      }
    }
  }

  private StandardizedRows(
      StandardizedFeatures features, int[] numbers, double @Nullable [][] kept) {
    this.features = features;
    this.numbers = numbers;
    this.width = TiledTriangle.padded(features.size() + 1);
    this.kept = kept;
    this.nothing = new double[width];
  }

  private static double @Nullable [][] place(
      StandardizedFeatures features, Rows rows, long mostKept) {
    int count = rows.size();
    boolean few = (long) count * TiledTriangle.padded(features.size() + 1) <= mostKept;
    return few ? new double[count == 0 ? 0 : rows.get(count - 1) + 1][] : null;
  }

  private void make(double[][] place, int from, int count, double[][] into, int first) {
    for (int i = 0; i < count; i++) {
      into[first + i] = emptyRow();
      place[numbers[from + i]] = into[first + i];
    }
  }

  private double[] emptyRow() {
    double[] row = new double[width];
    row[features.size()] = 1;
    return row;
  }

  /** Some of these rows, or any others if these are all of the data; the numbers are not copied. */
  public StandardizedRows only(int[] some) {
    return kept == null
        ? new StandardizedRows(features, Rows.of(some))
        : new StandardizedRows(features, some, kept);
  }

  /** Part of the rows, spread evenly: the first 16 of every 64. */
  public StandardizedRows quarter() {
    int[] some = new int[(numbers.length + 63) / 64 * 16];
    int count = 0;
    for (int from = 0; from < numbers.length; from += 64) {
      int here = Math.min(16, numbers.length - from);
      System.arraycopy(numbers, from, some, count, here);
      count += here;
    }
    return only(Arrays.copyOf(some, count));
  }

  /** The dot product of each row, its 1 included, with a vector. */
  public double[] dots(double[] vector) {
    double[] dots = new double[numbers.length];
    double[] products = new double[BLOCK];
    for (int number = 0; number < blocks(); number++) {
      Vectors.dots(block(number), vector, vector.length, products);
      System.arraycopy(products, 0, dots, number * BLOCK, count(number));
    }
    return dots;
  }

  /** The columns. */
  public StandardizedFeatures features() {
    return features;
  }

  /** The number of rows. */
  public int size() {
    return numbers.length;
  }

  /** The number, in the data, of the row at a position. */
  public int number(int position) {
    return numbers[position];
  }

  /** The number of blocks. */
  public int blocks() {
    return (numbers.length + BLOCK - 1) / BLOCK;
  }

  /** The number of rows of a block. */
  public int count(int block) {
    return Math.min(BLOCK, numbers.length - block * BLOCK);
  }

  /**
   * A block: {@value #BLOCK} rows, of which those beyond its number of rows are 0. A row has the
   * columns, a 1, and then zeros to the next multiple of a tile. Not to be written to, and valid
   * until the next call.
   */
  public double[][] block(int number) {
    int from = number * BLOCK;
    int count = count(number);
    if (kept == null) {
      gather(from);
    }
    for (int i = 0; i < count; i++) {
      block[i] = kept == null ? gathered[from + i - firstGathered] : kept[numbers[from + i]];
    }
    for (int i = count; i < BLOCK; i++) {
      block[i] = nothing;
    }
    return block;
  }

  /** Sees to it that a row is among those gathered. */
  private void gather(int position) {
    if (firstGathered == position - position % GATHERED) {
      return;
    }
    if (gathered.length == 0) {
      gathered = new double[GATHERED][];
      Arrays.setAll(gathered, i -> emptyRow());
    }
    firstGathered = position - position % GATHERED;
    fill(firstGathered, Math.min(GATHERED, numbers.length - firstGathered), gathered);
  }

  /** A column at a time for some rows, which stay in a core's cache meanwhile. */
  private void fill(int from, int count, double[][] into) {
    for (int j = 0; j < features.size(); j++) {
      for (int done = 0; done < count; done += BLOCK) {
        features.scatter(j, numbers, from + done, Math.min(BLOCK, count - done), into, done);
      }
    }
  }
}
