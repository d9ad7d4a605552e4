package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Mean;
import java.util.Optional;

/**
 * How much each row counts in an average of effects, with mean one over all rows; one everywhere if
 * the data have no such weights.
 */
final class EstimandWeights {

  private final Optional<Column> column;
  private final double mean;

  private EstimandWeights(Optional<Column> column) {
    this.column = column;
    this.mean = column.map(weights -> Mean.of(weights.size(), weights::get)).orElse(1.0);
  }

  static EstimandWeights of(CausalData data) {
    return new EstimandWeights(data.estimandWeights());
  }

  double get(int row) {
    return column.isEmpty() ? 1 : column.get().get(row) / mean;
  }
}
