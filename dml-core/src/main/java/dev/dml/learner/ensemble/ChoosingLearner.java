package dev.dml.learner.ensemble;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import java.util.List;

/** A learner that chooses by inner folds what it fits, and can say among what it chose. */
public interface ChoosingLearner extends Learner {

  /** Chooses, fits and predicts. */
  Choice choose(Fit fit);

  @Override
  default double[] fitPredict(Fit fit) {
    return choose(fit).predictions();
  }

  /**
   * What is predicted by what was chosen.
   *
   * @param predictions of the test rows
   * @param losses that of each of the settings that were tried, not a number for those that were
   *     not tried to the end; none if it did not tune
   * @param shares that of each candidate in a weighted mean; none if it did not stack
   */
  // The arrays are not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Choice(double[] predictions, double[] losses, List<Share> shares) {

    private static final double[] NONE = {};

    /** Predictions without a choice. */
    public static Choice none(double[] predictions) {
      return new Choice(predictions, NONE, List.of());
    }

    static Choice tuned(double[] predictions, double[] losses) {
      return new Choice(predictions, losses, List.of());
    }

    static Choice stacked(double[] predictions, List<Share> shares) {
      return new Choice(predictions, NONE, shares);
    }

    /** The same choice, of which something else is predicted. */
    public Choice with(double[] others) {
      return new Choice(others, losses, shares);
    }
  }
}
