package dev.dml.learner;

import java.util.Set;

class ElasticNetContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new ElasticNet(new PenaltyWeight.Fixed(0.01), 5, 20, 0.5);
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.MEAN);
  }
}
