package dev.dml.learner;

import java.util.List;
import java.util.function.Function;

/**
 * A learner whose fits on the same features have work in common.
 *
 * <p>Whoever has several fits to make hands them over together and then makes them one by one. What
 * comes out has the same bits in any company.
 */
public interface SharingLearner extends Learner {

  /** Which fits of a run are worth handing over together. */
  Company company();

  /**
   * Does the work that some fits have in common.
   *
   * @param fits of the same features, which are one object, as is the outcome of fits that have the
   *     same
   * @return makes any of these fits, each at most once, as {@link #fitPredict} does; many threads
   *     may call it at once. What it holds for a fit it lets go when that is made
   */
  Function<Fit, double[]> share(List<Fit> fits);

  @Override
  default double[] fitPredict(Fit fit) {
    return share(List.of(fit)).apply(fit);
  }

  /** How far fits have work in common. */
  enum Company {
    /** All folds and outcomes of a repetition. */
    REPETITION,
    /** All folds and outcomes of a block of repetitions. */
    BLOCK
  }
}
