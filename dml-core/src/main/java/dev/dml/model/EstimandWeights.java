package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import java.util.Optional;

/**
 * How much each row counts in an average of effects, with mean one over all rows; one everywhere if
 * the data have no such weights.
 */
final class EstimandWeights {

  private final Optional<Column> column;
  private final Optional<Column> expected;
  private final double mean;

  private EstimandWeights(
      Optional<Column> column, Optional<Column> expected, SampleMean sampleMean) {
    this.column = column;
    this.expected = expected.or(() -> column);
    this.mean = column.map(weights -> sampleMean.of(weights::get)).orElse(1.0);
  }

  static EstimandWeights of(CausalData data) {
    return new EstimandWeights(
        data.estimandWeights(), data.expectedEstimandWeights(), SampleMean.of(data));
  }

  double get(int row) {
    return column.isEmpty() ? 1 : column.get().get(row) / mean;
  }

  /** What the weight of a row is on average given its covariates. */
  double expected(int row) {
    return expected.isEmpty() ? 1 : expected.get().get(row) / mean;
  }
}
