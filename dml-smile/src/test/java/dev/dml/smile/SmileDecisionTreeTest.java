package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import smile.classification.DecisionTree;
import smile.data.formula.Formula;
import smile.model.cart.DecisionNode;
import smile.model.cart.SplitRule;

class SmileDecisionTreeTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new SmileDecisionTree(SplitRule.GINI, 20, 0, 10);
  }

  @Override
  protected Set<Target> targets() {
    return EnumSet.of(Target.PROBABILITY);
  }

  @Test
  void itsProbabilitiesAreTheSharesOfOnesInTheLeavesOfSmile() {
    Example example = Example.continuous().binary();
    double[] predictions =
        new SmileDecisionTree(SplitRule.ENTROPY, 4, 9, 6)
            .fitPredict(
                new Fit(
                    example.features(),
                    example.y(),
                    example.trainingRows(),
                    example.testRows(),
                    Target.PROBABILITY,
                    0));
    DecisionTree direct =
        DecisionTree.fit(
            Formula.lhs("y"),
            DirectTrees.withLabels(example),
            new DecisionTree.Options(SplitRule.ENTROPY, 4, 9, 6));
    double[] expected =
        DirectTrees.predict(
            example,
            direct.schema(),
            row -> {
              int[] count = ((DecisionNode) direct.root().predict(row)).count();
              return count[1] / (double) (count[0] + count[1]);
            });
    assertThat(predictions).isEqualTo(expected);
  }

  @Test
  void aLeafPredictsItsOwnShareOfOnes() {
    // Where x is 0 the outcome is 1 in 1 of 5 rows, where it is 1 in 4 of 5.
    Column x = Column.of("x", 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    double[] y = {1, 0, 0, 0, 0, 0, 1, 1, 1, 1};
    double[] predictions =
        new SmileDecisionTree(SplitRule.GINI, 2, 2, 5)
            .fitPredict(
                new Fit(
                    Features.of(10, List.of(x)),
                    y,
                    Rows.all(10),
                    Rows.of(2, 7),
                    Target.PROBABILITY,
                    0));
    assertThat(predictions).containsExactly(0.2, 0.8);
  }
}
