package dev.dml.smile;

import dev.dml.learner.LearnerProvider;
import dev.dml.learner.LearnerType;
import java.util.List;

/** The learners of Smile. */
public final class SmileLearners implements LearnerProvider {

  @Override
  public List<LearnerType<?>> types() {
    return List.of(
        SmileRandomForest.TYPE,
        SmileGradientBoosting.TYPE,
        SmileRegressionTree.TYPE,
        SmileDecisionTree.TYPE,
        SmileLogisticRegression.TYPE,
        SmileSvr.TYPE,
        SmileMlp.TYPE,
        SmileGaussianProcess.TYPE);
  }
}
