package dev.dml.learner.tree;

import dev.dml.data.Rows;
import java.util.Arrays;

/** The units to predict, and by unit the sum of the predictions that they have received. */
final class HeldOut {

  private final BinnedFeatures x;
  private final Rows rows;
  private final int[] sorted;
  private final int[] units;
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
    predictions = new double[x.units()];
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
      predictions[units[i]] += prediction;
    }
  }

  /** The sum of the predictions for a row. */
  double sum(int row) {
    return predictions[x.unit(row)];
  }

  /** Forgets all predictions. */
  void forget() {
    Arrays.fill(predictions, 0);
  }

  /** The sum of the predictions for every row, divided by a number. */
  double[] predictions(double divisor) {
    double[] byRow = new double[rows.size()];
    for (int i = 0; i < byRow.length; i++) {
      byRow[i] = predictions[x.unit(rows.get(i))] / divisor;
    }
    return byRow;
  }
}
