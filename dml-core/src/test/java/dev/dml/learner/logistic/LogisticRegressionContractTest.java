package dev.dml.learner.logistic;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import dev.dml.learner.penalized.PenaltyWeight;
import java.util.Set;

class LogisticRegressionContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new LogisticRegression(0, new PenaltyWeight.Fixed(0), 5, 20);
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.PROBABILITY);
  }
}
