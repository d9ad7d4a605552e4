package dev.dml;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.CausalModel;
import dev.dml.model.Slot;
import java.util.List;
import java.util.Map;

/**
 * Learners without randomness: least squares for means, unpenalised logistic regression for
 * probabilities.
 */
public final class LinearNuisances {

  private LinearNuisances() {}

  /** The estimator of a model with these learners in all slots that need one. */
  public static DoubleMachineLearning estimator(CausalModel model) {
    DoubleMachineLearning estimator = DoubleMachineLearning.of(model);
    for (Slot slot : model.slots(List.of("d"), List.of("z"))) {
      if (slot.parts().isEmpty() || !slot.unused().containsAll(slot.parts())) {
        estimator =
            estimator.withLearner(
                slot.name(),
                slot.targets().contains(Target.MEAN) ? new LinearRegression() : logistic());
      }
    }
    return estimator;
  }

  /** Unpenalised logistic regression. */
  public static Learner logistic() {
    return LearnerTypes.installed()
        .named("logistic-regression")
        .orElseThrow()
        .create(Map.of("l2", 0));
  }
}
