package dev.dml.learner.matrix;

import dev.dml.data.Rows;
import java.util.Optional;

/**
 * How much each row counts in a fit: by row number and in any unit, or all alike.
 *
 * @param byRow the weights, each above 0; empty if all rows count 1
 */
public record RowWeights(Optional<double[]> byRow) {

  /** All rows count 1. */
  public static final RowWeights ALIKE = new RowWeights(Optional.empty());

  /** The weight of a row. */
  public double of(int row) {
    return byRow.isEmpty() ? 1 : byRow.get()[row];
  }

  /** The sum of the weights of some rows. */
  public double total(Rows rows) {
    if (byRow.isEmpty()) {
      return rows.size();
    }
    double total = 0;
    for (int i = 0; i < rows.size(); i++) {
      total += of(rows.get(i));
    }
    return total;
  }

  /** The weights of some rows divided by their mean, in their order; empty if all count alike. */
  public Optional<double[]> relative(Rows rows) {
    if (byRow.isEmpty()) {
      return Optional.empty();
    }
    double mean = total(rows) / rows.size();
    double[] relative = new double[rows.size()];
    for (int i = 0; i < relative.length; i++) {
      relative[i] = of(rows.get(i)) / mean;
    }
    return Optional.of(relative);
  }

  /** Writes the weights of {@code count} rows from a position on to the beginning of an array. */
  public void gather(Rows rows, int from, int count, double[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = of(rows.get(from + i));
    }
  }
}
