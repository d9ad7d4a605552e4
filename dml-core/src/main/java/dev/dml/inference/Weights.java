package dev.dml.inference;

/** Sampling weights of observations, divided by their mean. */
final class Weights {

  private final double[] relative;

  /**
   * Weights in any unit.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or all are zero
   */
  Weights(double[] weights) {
    for (double weight : weights) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "a weight must be a finite number of at least 0, but was " + weight);
      }
    }
    double mean = Mean.of(weights);
    if (mean == 0) {
      throw new IllegalArgumentException("all weights are 0");
    }
    relative = new double[weights.length];
    for (int i = 0; i < relative.length; i++) {
      relative[i] = weights[i] / mean;
    }
  }

  /** Values by observation, multiplied by the weights. */
  double[] times(double[] values) {
    double[] product = new double[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = relative[i] * values[i];
    }
    return product;
  }
}
