package dev.dml.learner.tree.forest;

import dev.dml.data.Rows;
import dev.dml.learner.tree.bins.BinnedFeatures;
import java.util.Arrays;

/**
 * The units to predict, and the sum of the predictions that each has received.
 *
 * <p>Sums are kept by the unit's rank among those to predict, which a bit for each unit of the data
 * and a count for each 64 of them tell: a task needs little memory for rows that are not its own.
 */
final class HeldOut {

  private final BinnedFeatures x;
  private final Rows rows;
  private final int[] sorted;
  private final int[] units;
  private final long[] members;
  private final int[] membersBefore;
  private final double[] predictions;

  HeldOut(BinnedFeatures x, Rows rows) {
    this.x = x;
    this.rows = rows;
    int[] all = rows.toArray();
    if (x.collapsed()) {
      Arrays.setAll(all, i -> x.unit(all[i]));
      sorted = Arrays.stream(all).sorted().distinct().toArray();
    } else {
      sorted = all;
    }
    units = sorted.clone();
    predictions = new double[units.length];
    members = new long[(x.units() + 63) / 64];
    membersBefore = new int[members.length];
    for (int unit : units) {
      members[unit >> 6] |= 1L << unit;
    }
    for (int word = 1; word < members.length; word++) {
      membersBefore[word] = membersBefore[word - 1] + Long.bitCount(members[word - 1]);
    }
  }

  private int rank(int unit) {
    long smaller = members[unit >> 6] & ((1L << unit) - 1);
    return membersBefore[unit >> 6] + Long.bitCount(smaller);
  }

  /** Puts the units back in their order, for the next tree. */
  void restart() {
    System.arraycopy(sorted, 0, units, 0, units.length);
  }

  /** The number of units. */
  int size() {
    return units.length;
  }

  /** The units. */
  int[] units() {
    return units;
  }

  /** Adds to the predictions of some of the units. */
  void add(int from, int to, double prediction) {
    for (int i = from; i < to; i++) {
      predictions[rank(units[i])] += prediction;
    }
  }

  /** Takes over the predictions of other held-out units, which are the same, and empties those. */
  void take(HeldOut others) {
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] += others.predictions[i];
    }
    others.forget();
  }

  /** The sum of the predictions for a row. */
  double sum(int row) {
    return predictions[rank(x.unit(row))];
  }

  /** Forgets all predictions. */
  void forget() {
    Arrays.fill(predictions, 0);
  }

  /** The sum of the predictions for every row, divided by a number. */
  double[] predictions(double divisor) {
    double[] byRow = new double[rows.size()];
    for (int i = 0; i < byRow.length; i++) {
      byRow[i] = sum(rows.get(i)) / divisor;
    }
    return byRow;
  }
}
