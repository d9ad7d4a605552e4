package dev.dml.inference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

  /**
   * What a reader should know of such weights; empty if there is nothing.
   *
   * @param rows how many rows have one
   */
  public Optional<String> warning(int rows) {
    if (smallest == largest) {
      return Optional.of(
          "the weights " + column + " are the same in all rows, so that they change nothing");
    }
    return effectiveRows < LITTLE * rows
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the weights %s make %d rows worth %.1f that count alike: a few of them decide"
                    + " nearly everything",
                column,
                rows,
                effectiveRows))
        : Optional.empty();
  }
}
