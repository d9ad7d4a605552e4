package dev.dml.inference;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The mean over the rows of a data set, &Sigma; w v / &Sigma; w with its sampling weights, by which
 * models estimate what a score needs beside nuisances: shares, normalising constants, first stages.
 *
 * @param rows the number of rows n
 * @param weights the weights by row; empty if all rows count alike
 */
public record SampleMean(int rows, Optional<double[]> weights) {

  /** Of rows that count alike. */
  public static SampleMean of(int rows) {
    return new SampleMean(rows, Optional.empty());
  }

  /** Of the rows of a data set. */
  public static SampleMean of(CausalData data) {
    return new SampleMean(data.rows(), data.relativeWeights());
  }

  /** That of some of the rows, which are numbered by their places among them. */
  public SampleMean among(Rows some) {
    return new SampleMean(
        some.size(),
        weights.map(
            ofRow -> {
              double[] ofSome = new double[some.size()];
              for (int i = 0; i < ofSome.length; i++) {
                ofSome[i] = ofRow[some.get(i)];
              }
              return ofSome;
            }));
  }

  /** The mean of the values of all rows. */
  public double of(IntToDoubleFunction value) {
    if (weights.isEmpty()) {
      return Mean.of(rows, value);
    }
    double[] w = weights.get();
    return Mean.of(rows, row -> w[row] == 0 ? 0 : w[row] * value.applyAsDouble(row)) / Mean.of(w);
  }

  /** The mean of values by row. */
  public double of(double[] values) {
    return weights.isEmpty() ? Mean.of(values) : of(row -> values[row]);
  }

  /** The weight of a row. */
  public double weight(int row) {
    return weights.isEmpty() ? 1 : weights.get()[row];
  }

  /** Rows that are independent and count as they do here. */
  public SamplingDesign design() {
    return weights.map(SamplingDesign::weighted).orElseGet(() -> SamplingDesign.independent(rows));
  }
}
