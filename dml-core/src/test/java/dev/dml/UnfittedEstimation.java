package dev.dml;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.model.CausalModel;

/** Estimators whose learners must not be asked, and what they refuse. */
final class UnfittedEstimation {

  static final Learner NEVER = new Never();

  private UnfittedEstimation() {}

  /** Must not be asked to fit anything. */
  record Never() implements Learner {
    @Override
    public double[] fitPredict(Fit fit) {
      throw new AssertionError("nothing must be fitted");
    }

    @Override
    public String toString() {
      return "never";
    }
  }

  static void refused(DoubleMachineLearning estimator, CausalData data, String... problems) {
    assertThatThrownBy(() -> estimator.estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(String.join("\n", problems));
  }

  static DoubleMachineLearning never(CausalModel model, String... slots) {
    DoubleMachineLearning estimator = DoubleMachineLearning.of(model);
    for (String slot : slots) {
      estimator = estimator.withLearner(slot, NEVER);
    }
    return estimator;
  }
}
