package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.inference.Mean;
import dev.dml.inference.SamplingDesign;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The mean over the rows of a data set, &Sigma; w v / &Sigma; w with its sampling weights, by which
 * models estimate what a score needs beside nuisances: shares, normalising constants, first stages.
 *
 * @param rows the number of rows n
 * @param weights the weights by row; empty if all rows count alike
 */
record SampleMean(int rows, Optional<double[]> weights) {

  /** Of rows that count alike. */
  static SampleMean of(int rows) {
    return new SampleMean(rows, Optional.empty());
  }

  static SampleMean of(CausalData data) {
    return new SampleMean(data.rows(), data.relativeWeights());
  }

  /** The mean of the values of all rows. */
  double of(IntToDoubleFunction value) {
    if (weights.isEmpty()) {
      return Mean.of(rows, value);
    }
    double[] w = weights.get();
    return Mean.of(rows, row -> w[row] * value.applyAsDouble(row)) / Mean.of(w);
  }

  /** The mean of values by row. */
  double of(double[] values) {
    return weights.isEmpty() ? Mean.of(values) : of(row -> values[row]);
  }

  /** The weight of a row. */
  double weight(int row) {
    return weights.isEmpty() ? 1 : weights.get()[row];
  }

  /** Rows that are independent and count as they do here. */
  SamplingDesign design() {
    return weights.map(SamplingDesign::weighted).orElseGet(() -> SamplingDesign.independent(rows));
  }
}
