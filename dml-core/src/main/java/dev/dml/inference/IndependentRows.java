package dev.dml.inference;

import java.util.Optional;

/**
 * Every observation is a unit: E<sub>n</sub>[v] = &Sigma;w v / n, mean square
 * &Sigma;(w&psi;)<sup>2</sup> / n, without a correction for degrees of freedom.
 *
 * @param rows the number of observations n
 * @param weights the sampling weights w with mean 1; empty if all are 1
 */
record IndependentRows(int rows, Optional<Weights> weights) implements SamplingDesign {

  @Override
  public int units() {
    return rows;
  }

  @Override
  public double mean(double[] values) {
    return Mean.of(weighted(values));
  }

  @Override
  public double meanSquare(double[] score) {
    double[] weighted = weighted(score);
    return Mean.ofBlocks(
        weighted.length,
        (from, count, block) -> {
          for (int i = 0; i < count; i++) {
            block[i] = weighted[from + i] * weighted[from + i];
          }
        });
  }

  @Override
  public double[] contributions(double[] influence) {
    double[] contributions = weights.map(each -> each.times(influence)).orElseGet(influence::clone);
    for (int i = 0; i < rows; i++) {
      contributions[i] /= rows;
    }
    return contributions;
  }

  private double[] weighted(double[] values) {
    return weights.map(each -> each.times(values)).orElse(values);
  }
}
