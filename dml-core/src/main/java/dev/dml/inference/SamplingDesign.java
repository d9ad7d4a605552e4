package dev.dml.inference;

/**
 * How the observations were sampled, which decides what their mean is and how uncertain it is.
 *
 * <p>The mean of a score &psi; is written E<sub>n</sub>[&psi;] everywhere; its variance is {@link
 * #meanSquare} divided by the number of {@link #units}.
 */
public sealed interface SamplingDesign {

  /** Observations that are independent and count alike. */
  static SamplingDesign independent(int rows) {
    return new Independent(rows);
  }

  /** The number of observations n. */
  int rows();

  /** The number of units that were sampled independently of each other. */
  int units();

  /** E<sub>n</sub>[v] of values by observation. */
  double mean(double[] values);

  /** The variance of E<sub>n</sub>[&psi;] of a score with mean zero, times {@link #units}. */
  double meanSquare(double[] score);

  /**
   * Every observation is a unit: E<sub>n</sub>[v] = &Sigma;v / n, mean square &Sigma;&psi;&sup2; /
   * n, without a correction for degrees of freedom.
   *
   * @param rows the number of observations n
   */
  record Independent(int rows) implements SamplingDesign {

    @Override
    public int units() {
      return rows;
    }

    @Override
    public double mean(double[] values) {
      return Mean.of(values);
    }

    @Override
    public double meanSquare(double[] score) {
      return Mean.ofBlocks(
          score.length,
          (from, count, block) -> {
            for (int i = 0; i < count; i++) {
              block[i] = score[from + i] * score[from + i];
            }
          });
    }
  }
}
