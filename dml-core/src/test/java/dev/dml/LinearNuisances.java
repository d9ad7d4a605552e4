package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.model.CausalModel;
import dev.dml.model.Nuisance;
import dev.dml.model.Slot;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.split.Split;
import dev.dml.task.NuisanceTask;
import dev.dml.task.TaskId;
import java.util.ArrayList;
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

  /**
   * The tasks of both nuisances of partially linear regression, by least squares, in five folds.
   */
  public static List<NuisanceTask> tasks(CausalData data, Split fiveFolds) {
    List<NuisanceTask> tasks = new ArrayList<>();
    for (Nuisance nuisance : PartiallyLinear.partiallingOut().nuisances(data, 0)) {
      for (int fold = 0; fold < 5; fold++) {
        TaskId id = new TaskId(0, 0, nuisance.name(), fold);
        tasks.add(
            new NuisanceTask(
                id,
                nuisance,
                Target.MEAN,
                new LinearRegression(),
                fiveFolds,
                List.of(),
                id.seed(1)));
      }
    }
    return tasks;
  }

  /** Unpenalised logistic regression. */
  public static Learner logistic() {
    return LearnerTypes.installed()
        .named("logistic-regression")
        .orElseThrow()
        .create(Map.of("l2", 0));
  }
}
