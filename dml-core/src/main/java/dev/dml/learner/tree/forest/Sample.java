package dev.dml.learner.tree.forest;

import dev.dml.data.Rows;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Draws;
import dev.dml.learner.tree.bins.Packing;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The training rows that a tree drew, as units with packed values.
 *
 * <p>With sampling weights, a row is drawn so many times on average as its weight says.
 *
 * <p>One object serves all trees of a forest, one after another.
 */
final class Sample {

  private final BinnedFeatures x;
  private final double[] y;
  private final Rows train;
  private final Packing packing;
  private final Optional<WeightedDraw> weighted;

  /** How often each training row was drawn, without and with weights. */
  private final byte[] counts;

  private final int[] copies;
  private final double[] sums;
  private final long[] packed;
  private final int[] trainUnits;
  private final @Nullable Collapse collapse;
  private final int[] units;
  private final long[] values;
  private final Draws draws = new Draws();
  private int size;
  private long total;

  Sample(
      BinnedFeatures x, double[] y, Rows train, Optional<WeightedDraw> weighted, Packing packing) {
    this.x = x;
    this.y = y;
    this.train = train;
    this.packing = packing;
    this.weighted = weighted;
    // No row is drawn more than 127 times: copies of a row are Poisson(1).
    counts = new byte[weighted.isEmpty() ? train.size() : 0];
    copies = new int[weighted.isEmpty() ? 0 : train.size()];
    trainUnits = x.collapsed() ? distinctUnits() : new int[0];
    collapse = x.collapsed() ? new Collapse(x, y, train, packing) : null;
    sums = new double[x.collapsed() ? x.units() : 0];
    packed = new long[sums.length];
    units = new int[x.collapsed() ? trainUnits.length : train.size()];
    values = new long[units.length];
  }

  private int[] distinctUnits() {
    boolean[] occurs = new boolean[x.units()];
    for (int i = 0; i < train.size(); i++) {
      occurs[x.unit(train.get(i))] = true;
    }
    return Rows.where(occurs.length, unit -> occurs[unit]).toArray();
  }

  /** Draws rows for the next tree. */
  void draw(int rows, boolean repeats, long seed) {
    draws.restart(seed);
    if (weighted.isPresent()) {
      drawWeighted(weighted.get(), rows, repeats);
    } else if (repeats) {
      Arrays.fill(counts, (byte) 0);
      for (int i = 0; i < rows; i++) {
        counts[draws.below(counts.length)]++;
      }
    } else {
      drawOnce(rows);
    }
    if (x.collapsed()) {
      collapse();
    } else {
      compact();
    }
  }

  private void drawWeighted(WeightedDraw draw, int rows, boolean repeats) {
    Arrays.fill(copies, 0);
    if (repeats) {
      for (int i = 0; i < rows; i++) {
        copies[draw.next(draws)]++;
      }
      return;
    }
    int drawn = 0;
    for (int i = 0; i < copies.length; i++) {
      double expected = draw.relative(i) * rows / copies.length;
      copies[i] = (int) (expected + draws.share());
      drawn += copies[i];
    }
    if (drawn == 0) {
      copies[draw.next(draws)] = 1;
    }
  }

  private int count(int position) {
    return copies.length > 0 ? copies[position] : counts[position];
  }

  /** Selection sampling: each row is taken with the chance that the rest still needs it. */
  private void drawOnce(int rows) {
    int missing = rows;
    for (int i = 0; i < counts.length; i++) {
      int left = counts.length - i;
      boolean taken = missing == left || draws.below(left) < missing;
      counts[i] = (byte) (taken ? 1 : 0);
      missing -= counts[i];
    }
  }

  private void compact() {
    size = 0;
    total = 0;
    for (int i = 0; i < train.size(); i++) {
      int count = count(i);
      if (count > 0) {
        int row = train.get(i);
        long value = packing.pack(count, packing.quantise(y[row]));
        units[size] = row;
        values[size++] = value;
        total += value;
      }
    }
  }

  private void collapse() {
    Collapse rows = Objects.requireNonNull(collapse);
    for (int unit : trainUnits) {
      packed[unit] = 0;
      sums[unit] = 0;
    }
    // Rows that were not drawn add nothing: that is cheaper than a branch nobody can predict.
    for (int i = 0; i < train.size(); i++) {
      int count = count(i);
      int unit = rows.units[i];
      packed[unit] += packing.pack(count, rows.quantised[i]);
      sums[unit] += count * rows.targets[i];
    }
    size = 0;
    total = 0;
    for (int unit : trainUnits) {
      units[size] = unit;
      values[size] = packed[unit];
      total += packed[unit];
      size += packed[unit] == 0 ? 0 : 1;
    }
  }

  /** The unit, quantised target and target of every training row. */
  private static final class Collapse {
    final int[] units;
    final int[] quantised;
    final double[] targets;

    Collapse(BinnedFeatures x, double[] y, Rows train, Packing packing) {
      int rows = train.size();
      units = new int[rows];
      quantised = new int[rows];
      targets = new double[rows];
      for (int i = 0; i < rows; i++) {
        int row = train.get(i);
        units[i] = x.unit(row);
        quantised[i] = packing.quantise(y[row]);
        targets[i] = y[row];
      }
    }
  }

  /** Whether the tree drew the training row at a position. */
  boolean drew(int position) {
    return count(position) > 0;
  }

  /** The number of distinct units drawn. */
  int size() {
    return size;
  }

  /** The packed sum of all of them. */
  long total() {
    return total;
  }

  /** The units drawn, in ascending order until a tree divides them. */
  int[] units() {
    return units;
  }

  /** The packed value of each unit. */
  long[] values() {
    return values;
  }

  /** The mean target of some of the units, from the targets themselves. */
  double mean(int from, int to, long sum) {
    double targets = 0;
    for (int i = from; i < to; i++) {
      int unit = units[i];
      targets += x.collapsed() ? sums[unit] : packing.weight(values[i]) * y[unit];
    }
    return targets / packing.weight(sum);
  }
}
