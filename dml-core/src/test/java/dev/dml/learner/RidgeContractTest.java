package dev.dml.learner;

import java.util.Set;

class RidgeContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new Ridge(new PenaltyWeight.CrossValidated(), 5, 20);
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.MEAN);
  }
}
