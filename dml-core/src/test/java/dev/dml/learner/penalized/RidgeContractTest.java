package dev.dml.learner.penalized;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
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
