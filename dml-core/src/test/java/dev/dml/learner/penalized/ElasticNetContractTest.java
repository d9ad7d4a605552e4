package dev.dml.learner.penalized;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
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
