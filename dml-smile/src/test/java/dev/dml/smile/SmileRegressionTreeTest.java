package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import smile.data.formula.Formula;
import smile.regression.RegressionTree;

class SmileRegressionTreeTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new SmileRegressionTree(20, 0, 5);
  }

  @Test
  void itsMeansAreThoseOfSmile() {
    Example example = Example.continuous();
    double[] predictions =
        new SmileRegressionTree(5, 12, 4)
            .fitPredict(
                new Fit(
                    example.features(),
                    example.y(),
                    example.trainingRows(),
                    example.testRows(),
                    Target.MEAN,
                    0));
    RegressionTree direct =
        RegressionTree.fit(
            Formula.lhs("y"),
            DirectTrees.withOutcome(example),
            new RegressionTree.Options(5, 12, 4));
    assertThat(predictions)
        .isEqualTo(DirectTrees.predict(example, direct.schema(), direct::predict));
  }

  @Test
  void everyCutPointIsTried() {
    // A step after row 437 of 1000: Smile's default looks only after every tenth row.
    assertThat(stepAfter437(1)).isEqualTo(step());
  }

  @Test
  void theUnitOfAFeatureDoesNotMatter() {
    // Neighbouring values differ by 1e-10, which Smile by itself takes for equal.
    assertThat(stepAfter437(1e-10)).isEqualTo(step());
  }

  private static double[] stepAfter437(double unit) {
    double[] values = new double[1000];
    Arrays.setAll(values, row -> row * unit);
    Features features = Features.of(1000, List.of(Column.of("x", values)));
    Rows all = Rows.all(1000);
    return new SmileRegressionTree(2, 2, 1)
        .fitPredict(new Fit(features, step(), all, all, Target.MEAN, 0));
  }

  private static double[] step() {
    double[] y = new double[1000];
    Arrays.fill(y, 437, 1000, 1);
    return y;
  }
}
