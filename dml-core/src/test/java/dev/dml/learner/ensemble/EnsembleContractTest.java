package dev.dml.learner.ensemble;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.List;
import java.util.Set;

class EnsembleContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new Ensemble(
        List.of(
            new Candidate("ols", new LinearRegression()),
            new Candidate("forest", RandomForest.DEFAULT.withTrees(5))),
        Combination.STACKING,
        CombinationLoss.SQUARED_ERROR);
  }

  @Override
  protected boolean hasType() {
    return false;
  }

  @Override
  protected Set<Target> targets() {
    return Set.of(Target.MEAN);
  }
}
