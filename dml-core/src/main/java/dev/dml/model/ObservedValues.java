package dev.dml.model;

import dev.dml.data.Column;

/**
 * A copy of the values of a column that all tasks share, so that none needs one of its own; 8 bytes
 * a row.
 */
final class ObservedValues {

  private final double[] byRow;

  private ObservedValues(Column column) {
    this.byRow = column.toArray();
  }

  /** The values of a column. */
  static double[] of(Column column) {
    return column.derived(ObservedValues.class, ObservedValues::new).byRow;
  }
}
