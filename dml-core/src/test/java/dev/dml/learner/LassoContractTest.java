package dev.dml.learner;

import java.util.Set;

class LassoContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new Lasso(new PenaltyWeight.CrossValidated(), 5, 20);
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.MEAN);
  }
}
