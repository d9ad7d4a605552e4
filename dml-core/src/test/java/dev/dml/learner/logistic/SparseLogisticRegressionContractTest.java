package dev.dml.learner.logistic;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import dev.dml.learner.penalized.PenaltyWeight;
import java.util.Set;

class SparseLogisticRegressionContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new LogisticRegression(0.001, new PenaltyWeight.CrossValidated(), 5, 20);
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.PROBABILITY);
  }
}
