package dev.dml.model.propensity;

/**
 * Which rows an average of effects leaves out, because their propensity m is so near 0 or 1 that
 * they have hardly anyone to be compared with. The effect is then one of those that are left.
 */
public sealed interface Trimming {

  /** Nobody is left out. */
  Trimming NONE = new Bounds(0, 1);

  /**
   * Those with m below or above given bounds are.
   *
   * @param below at least 0, and less than {@code above}
   * @param above at most 1
   */
  record Bounds(double below, double above) implements Trimming {

    /** Checks the bounds. */
    public Bounds {
      if (!(below >= 0 && below < above && above <= 1)) {
        throw new IllegalArgumentException(
            "trimming bounds must be at least 0, at most 1, and the lower below the upper, but"
                + " were "
                + below
                + " and "
                + above);
      }
    }
  }

  /**
   * Those outside [&alpha;, 1 &minus; &alpha;] are, with the &alpha; for which the average effect
   * of those left can be estimated best if the variance of the outcome is the same everywhere: it
   * minimises E[1 / (m (1 &minus; m)) | left] / P(left), and solves 1 / (&alpha; (1 &minus;
   * &alpha;)) = 2 E[1 / (m (1 &minus; m)) | left] unless nobody is left out. It is found from the
   * propensities of each repetition.
   *
   * <p>Source: Crump, Hotz, Imbens and Mitnik, <i>Dealing with limited overlap in estimation of
   * average treatment effects</i>, Biometrika 96 (2009), Theorem 1 and Corollary 1.
   */
  record Optimal() implements Trimming {}
}
