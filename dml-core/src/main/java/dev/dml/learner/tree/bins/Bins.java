package dev.dml.learner.tree.bins;

import dev.dml.data.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as trees see it: the bin of every row, at most 255 bins in ascending order.
 *
 * <p>A column of up to 255 distinct values has one bin for each, so that a tree on the bins is the
 * tree on the values. Any other column has quantile bins: each holds about the 255th part of the
 * rows, and equal values share a bin. Such a column keeps the {@link Ranks} of its values as well.
 *
 * <p>The bins are drawn up over all rows, held-out ones too, and shared by all fits but those of
 * few rows ({@link BinnedFeatures#within}). That leaks nothing about the outcome, which they never
 * see: they are where the search for cuts begins.
 */
public final class Bins {

  public static final int LIMIT = 255;

  private final byte[] codes;
  private final double[] centres;
  private final @Nullable Ranks ranks;

  private Bins(Column column) {
    double[] sorted = column.toArray();
    Arrays.sort(sorted);
    int[] ends = ends(sorted);
    double[] uppers = new double[256];
    Arrays.fill(uppers, Double.POSITIVE_INFINITY);
    centres = new double[ends.length];
    for (int bin = 0, start = 0; bin < ends.length; start = ends[bin++]) {
      uppers[bin] = sorted[ends[bin] - 1];
      centres[bin] = sorted[(start + ends[bin] - 1) >>> 1];
    }
    codes = new byte[sorted.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = (byte) bin(uppers, column.get(row));
    }
    ranks = isExact(sorted, ends) ? null : new Ranks(column, sorted, ends, codes);
  }

  private Bins(byte[] codes, int size) {
    this.codes = codes;
    ranks = null;
    centres = new double[size];
    Arrays.setAll(centres, bin -> bin);
  }

  /** The levels of a text, in no order, with a bin for each that some row has. */
  static Bins ofLevels(List<Column> indicators) {
    byte[] codes = new byte[indicators.getFirst().size()];
    Arrays.fill(codes, (byte) indicators.size());
    for (int level = indicators.size() - 1; level >= 0; level--) {
      for (int row = 0; row < codes.length; row++) {
        codes[row] = indicators.get(level).get(row) == 1 ? (byte) level : codes[row];
      }
    }
    int[] places = new int[LevelSet.MOST];
    for (byte code : codes) {
      places[code] = 1;
    }
    Arrays.parallelPrefix(places, Integer::sum);
    for (int row = 0; row < codes.length; row++) {
      codes[row] = (byte) (places[codes[row]] - 1);
    }
    return new Bins(codes, places[LevelSet.MOST - 1]);
  }

  /** Whether every bin holds one value. */
  private static boolean isExact(double[] sorted, int[] ends) {
    for (int bin = 0, start = 0; bin < ends.length; start = ends[bin++]) {
      if (sorted[start] != sorted[ends[bin] - 1]) {
        return false;
      }
    }
    return true;
  }

  /** The bins of a column, made once per column. */
  static Bins of(Column column) {
    return column.derived(Bins.class, Bins::new);
  }

  /** The number of bins. */
  int size() {
    return centres.length;
  }

  /** The bin of every row as an unsigned byte; shared, not to be changed. */
  byte[] codes() {
    return codes;
  }

  /** The median value of every bin; shared, not to be changed. */
  double[] centres() {
    return centres;
  }

  /** The ranks of the values, if some bin holds more than one of them. */
  Optional<Ranks> ranks() {
    return Optional.ofNullable(ranks);
  }

  /** For each bin, how many sorted values lie in it or below. */
  private static int[] ends(double[] sorted) {
    int[] ends = new int[LIMIT];
    int distinct = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[i - 1]) {
        if (distinct == LIMIT) {
          return quantiles(sorted);
        }
        ends[distinct++] = i;
      }
    }
    return Arrays.copyOf(ends, distinct);
  }

  private static int[] quantiles(double[] sorted) {
    int[] ends = new int[LIMIT];
    int bins = 0;
    for (int start = 0; start < sorted.length; start = ends[bins++]) {
      int end = start + Math.max(1, (sorted.length - start) / (LIMIT - bins));
      while (end < sorted.length && sorted[end] == sorted[end - 1]) {
        end++;
      }
      ends[bins] = bins == LIMIT - 1 ? sorted.length : end;
    }
    return Arrays.copyOf(ends, bins);
  }

  /** The first bin whose upper end is not below the value, by bisection without branches. */
  private static int bin(double[] uppers, double value) {
    int bin = 0;
    for (int step = 128; step > 0; step >>= 1) {
      bin += uppers[bin + step - 1] < value ? step : 0;
    }
    return bin;
  }
}
