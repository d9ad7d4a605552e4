package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import java.util.Optional;

/**
 * How much each row counts in an average of effects, with mean one over all rows; one everywhere if
 * the data have no such weights.
 */
final class EstimandWeights {

  private final Optional<Column> column;
  private final Optional<Column> expected;
  private final SampleMean sample;
  private final double mean;

  private EstimandWeights(
      Optional<Column> column, Optional<Column> expected, SampleMean sampleMean) {
    this.column = column;
    this.expected = expected.or(() -> column);
    this.sample = sampleMean;
    this.mean = column.map(weights -> sampleMean.of(weights::get)).orElse(1.0);
  }

  static EstimandWeights of(CausalData data) {
    return of(data, SampleMean.of(data));
  }

  /** Those among the rows that have weight in a sample. */
  static EstimandWeights of(CausalData data, SampleMean sample) {
    return new EstimandWeights(data.estimandWeights(), data.expectedEstimandWeights(), sample);
  }

  double get(int row) {
    return weight(column, row);
  }

  private double weight(Optional<Column> weights, int row) {
    if (!(sample.weight(row) > 0)) {
      return 0;
    }
    return weights.isEmpty() ? 1 : weights.get().get(row) / mean;
  }

  /** What the weight of a row is on average given its covariates. */
  double expected(int row) {
    return weight(expected, row);
  }
}
