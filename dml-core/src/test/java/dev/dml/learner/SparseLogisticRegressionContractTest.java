package dev.dml.learner;

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
