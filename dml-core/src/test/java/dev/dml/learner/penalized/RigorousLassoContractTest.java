package dev.dml.learner.penalized;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Set;

class RigorousLassoContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return RigorousLasso.DEFAULT;
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.MEAN);
  }
}
