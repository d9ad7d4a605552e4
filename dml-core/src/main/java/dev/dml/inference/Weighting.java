package dev.dml.inference;

import java.util.Arrays;

/**
 * The sampling weights of a data set in a few numbers.
 *
 * @param column the column that holds them
 * @param sum their sum
 * @param effectiveRows how many rows that count alike would tell as much of a mean: Kish's
 *     (&Sigma;w)<sup>2</sup> / &Sigma;w<sup>2</sup> (<i>Survey Sampling</i>, 1965)
 * @param smallest the smallest
 * @param largest the largest
 */
public record Weighting(
    String column, double sum, double effectiveRows, double smallest, double largest) {

  /** Below this share of the rows, a few of them decide nearly everything. */
  private static final double LITTLE = 0.1;

  /** The numbers of weights above 0. */
  public static Weighting of(String column, double[] weights) {
    double mean = Mean.of(weights);
    double root = Magnitude.rootMeanSquare(weights) / mean;
    return new Weighting(
        column,
        weights.length * mean,
        weights.length / (root * root),
        Arrays.stream(weights).min().orElseThrow(),
        Arrays.stream(weights).max().orElseThrow());
  }

  /** Whether all weights are the same, so that they change nothing. */
  public boolean isConstant() {
    return smallest == largest;
  }

  /** Whether rows of large weights leave little for the others to say. */
  public boolean isDominated(int rows) {
    return effectiveRows < LITTLE * rows;
  }
}
