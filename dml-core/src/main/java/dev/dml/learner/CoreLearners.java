package dev.dml.learner;

import java.util.List;

/** The learners that need nothing but the JDK. */
public final class CoreLearners implements LearnerProvider {

  @Override
  public List<LearnerType<?>> types() {
    return List.of(
        LinearRegression.type(),
        Ridge.type(),
        Lasso.type(),
        ElasticNet.type(),
        LogisticRegression.type(),
        RandomForest.type(),
        GradientBoosting.type());
  }
}
