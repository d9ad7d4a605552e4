package dev.dml.learner.core;

import dev.dml.learner.LearnerProvider;
import dev.dml.learner.LearnerType;
import dev.dml.learner.ensemble.Constant;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.penalized.ElasticNet;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.penalized.Ridge;
import dev.dml.learner.penalized.RigorousLasso;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
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
        GradientBoosting.type(),
        RigorousLasso.type(),
        Constant.type());
  }
}
