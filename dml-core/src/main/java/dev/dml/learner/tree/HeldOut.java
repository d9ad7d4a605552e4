package dev.dml.learner.tree;

import dev.dml.data.Rows;
import java.util.Arrays;

/** The units to predict, and the sum of the predictions that they have received. */
final class HeldOut {

  private final BinnedFeatures x;
  private final Rows rows;
  private final int[] sorted;
  private final int[] units;
  private final long[] places;
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
    places = new long[units.length];
    predictions = new double[units.length];
  }

  /** Puts the units back in their order, for the next tree. */
  void restart() {
    System.arraycopy(sorted, 0, units, 0, units.length);
    Arrays.setAll(places, i -> i);
  }

  /** The number of units. */
  int size() {
    return units.length;
  }

  /** The units. */
  int[] units() {
    return units;
  }

  /** Which prediction is each unit's. */
  long[] places() {
    return places;
  }

  /** Adds to the predictions of some of the units. */
  void add(int from, int to, double prediction) {
    for (int i = from; i < to; i++) {
      predictions[(int) places[i]] += prediction;
    }
  }

  /** The sum of the predictions for every row, divided by a number. */
  double[] predictions(double divisor) {
    double[] byRow = new double[rows.size()];
    for (int i = 0; i < byRow.length; i++) {
      int place = x.collapsed() ? Arrays.binarySearch(sorted, x.unit(rows.get(i))) : i;
      byRow[i] = predictions[place] / divisor;
    }
    return byRow;
  }
}
