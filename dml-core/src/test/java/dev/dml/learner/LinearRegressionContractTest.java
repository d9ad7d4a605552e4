package dev.dml.learner;

import java.util.Set;

class LinearRegressionContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new LinearRegression();
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.MEAN);
  }
}
