package dev.dml.learner.ensemble;

import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class TunedContractTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    TunedValues depths = new TunedValues.Listed(List.of(2, 6));
    return new Tuned(
        RandomForest.DEFAULT.withTrees(20),
        new TuningGrid(Map.of("max_depth", depths), OptionalInt.empty()),
        2);
  }

  @Override
  protected boolean hasType() {
    return false;
  }
}
