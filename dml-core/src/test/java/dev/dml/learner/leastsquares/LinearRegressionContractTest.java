package dev.dml.learner.leastsquares;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
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
