package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import org.junit.jupiter.api.Test;
import smile.data.formula.Formula;
import smile.math.MathEx;
import smile.model.cart.Loss;

class SmileGradientBoostingTest extends LearnerContractTest {

  private static final long SEED = 6;
  private final SmileGradientBoosting boosting = new SmileGradientBoosting(30, 4, 7, 3, 0.1, 0.6);

  @Override
  protected Learner learner() {
    return new SmileGradientBoosting(60, 20, 6, 5, 0.1, 0.7);
  }

  @Test
  void itsMeansAreThoseOfSmileWithTheSquaredLoss() {
    Example example = Example.continuous();
    double[] predictions = fitPredict(example, Target.MEAN);
    MathEx.setSeed(SEED);
    var direct =
        smile.regression.GradientTreeBoost.fit(
            Formula.lhs("y"),
            DirectTrees.withOutcome(example),
            new smile.regression.GradientTreeBoost.Options(
                Loss.ls(), 30, 4, 7, 3, 0.1, 0.6, null, null));
    assertThat(predictions)
        .isEqualTo(DirectTrees.predict(example, direct.schema(), direct::predict));
  }

  @Test
  void itsProbabilitiesAreThoseOfSmile() {
    Example example = Example.continuous().binary();
    double[] predictions = fitPredict(example, Target.PROBABILITY);
    MathEx.setSeed(SEED);
    var direct =
        smile.classification.GradientTreeBoost.fit(
            Formula.lhs("y"),
            DirectTrees.withLabels(example),
            new smile.classification.GradientTreeBoost.Options(30, 4, 7, 3, 0.1, 0.6, null, null));
    double[] expected =
        DirectTrees.predict(
            example,
            direct.schema(),
            row -> {
              double[] probabilities = new double[2];
              direct.predict(row, probabilities);
              return probabilities[1];
            });
    assertThat(predictions).isEqualTo(expected);
  }

  private double[] fitPredict(Example example, Target target) {
    return boosting.fitPredict(
        new Fit(
            example.features(),
            example.y(),
            example.trainingRows(),
            example.testRows(),
            target,
            SEED));
  }
}
