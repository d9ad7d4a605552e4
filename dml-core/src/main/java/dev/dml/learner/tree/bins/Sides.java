package dev.dml.learner.tree.bins;

import dev.dml.data.Column;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A column with missing values as two without: in one they lie below all values, in the other
 * above.
 *
 * <p>So whatever cut of either is best sends missing values to the side where that explains more,
 * or cuts them off from all others (Twala, Jones and Hand, Good methods for coping with missing
 * data in decision trees, Pattern Recognition Letters 29, 2008). Where a node has none of them,
 * both columns explain the same, and chance decides where those to predict go.
 *
 * @param below the values, with minus infinity where they are missing
 * @param above the same with infinity
 */
record Sides(Column below, Column above) {

  /** What trees may cut in the place of a column: itself, unless it has missing values. */
  static List<Column> of(Column column) {
    if (!column.hasMissing()) {
      return List.of(column);
    }
    Sides sides = column.derived(Sides.class, Sides::make);
    // With one value beside the missing ones, both are the same column of two values.
    return Bins.of(sides.below).size() <= 2
        ? List.of(sides.below)
        : List.of(sides.below, sides.above);
  }

  private static Sides make(Column column) {
    return new Sides(
        filled(column, value -> Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value),
        filled(column, value -> Double.isNaN(value) ? Double.POSITIVE_INFINITY : value));
  }

  private static Column filled(Column column, DoubleUnaryOperator fill) {
    double[] values = column.toArray();
    for (int row = 0; row < values.length; row++) {
      values[row] = fill.applyAsDouble(values[row]);
    }
    return Column.of(column.name(), values);
  }
}
