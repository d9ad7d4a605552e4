package dev.dml.learner.ensemble;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/** How the predictions of several candidates become one: by weights that sum to one. */
public enum Combination {
  /**
   * Non-negative weights with the smallest loss of the out-of-fold predictions of a repetition, so
   * that no fit is made beyond those of the candidates; of a mean, the weight of a {@link Constant}
   * may be negative. Source: Ahrens, Hansen, Schaffer and Wiemann, Model averaging and double
   * machine learning, Journal of Applied Econometrics (2025).
   */
  SHORT_STACKING,
  /** The candidate with the smallest loss of the out-of-fold predictions of a repetition. */
  BEST,
  /** Equal weights. */
  AVERAGE,
  /**
   * Non-negative weights for each fold, with the smallest loss of predictions across inner folds of
   * its training rows. Source: van der Laan, Polley and Hubbard, Super Learner (2007).
   */
  STACKING;

  /** Whether the candidates are fitted by tasks of their own and combined across the folds. */
  public boolean isAcrossFolds() {
    return this != STACKING;
  }

  /**
   * The weights of candidates.
   *
   * @param loss what is made small; an average does not ask for it
   * @param y the outcomes
   * @param predictions of each candidate, for each outcome
   * @param importance the weight of each outcome, at least 0
   * @param free a candidate whose weight may be negative
   * @return one weight for each candidate, with sum 1 and at least 0 but for the free one
   */
  public double[] weights(
      CombinationLoss loss,
      double[] y,
      double[][] predictions,
      double[] importance,
      OptionalInt free) {
    double[] weights = new double[predictions.length];
    switch (this) {
      case AVERAGE -> Arrays.fill(weights, 1.0 / weights.length);
      case BEST -> weights[loss.smallest(y, predictions, importance)] = 1;
      case SHORT_STACKING, STACKING -> {
        return loss.minimum(y, predictions, importance, free);
      }
    }
    return weights;
  }

  /** The name in a spec, such as {@code short-stacking}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
