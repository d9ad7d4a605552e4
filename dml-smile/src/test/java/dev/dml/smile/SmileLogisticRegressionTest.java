package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerContractTest;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import smile.classification.LogisticRegression;

class SmileLogisticRegressionTest extends LearnerContractTest {

  @Override
  protected Learner learner() {
    return new SmileLogisticRegression(0.1, 1e-5, 500);
  }

  @Override
  protected Set<Target> targets() {
    return EnumSet.of(Target.PROBABILITY);
  }

  @Test
  void itsProbabilitiesAreThoseOfSmile() {
    Example example = Example.signs().binary();
    double[] predictions =
        new SmileLogisticRegression(2.5, 1e-7, 40)
            .fitPredict(
                new Fit(
                    example.features(),
                    example.y(),
                    example.trainingRows(),
                    example.testRows(),
                    Target.PROBABILITY,
                    0));
    LogisticRegression direct =
        LogisticRegression.fit(
            example.trainingMatrix(),
            example.trainingLabels(),
            new LogisticRegression.Options(2.5, 1e-7, 40));
    double[] expected = Arrays.stream(example.testMatrix()).mapToDouble(direct::score).toArray();
    assertThat(predictions).isEqualTo(expected);
  }

  @Test
  void withoutPenaltyABinaryFeatureGivesTheSharesOfItsTwoGroups() {
    // Where x is 0 the outcome is 1 in 1 of 4 rows, where it is 1 in 2 of 3: the saturated model.
    Column x = Column.of("x", 0, 0, 0, 0, 1, 1, 1);
    double[] y = {1, 0, 0, 0, 1, 1, 0};
    double[] predictions =
        new SmileLogisticRegression(0, 1e-10, 500)
            .fitPredict(
                new Fit(
                    Features.of(7, List.of(x)),
                    y,
                    Rows.all(7),
                    Rows.of(1, 5),
                    Target.PROBABILITY,
                    0));
    assertThat(predictions).containsExactly(new double[] {1 / 4.0, 2 / 3.0}, within(1e-6));
  }

  @Test
  void theReferenceLevelOfATextColumnIsLeftOut() {
    Example example = Example.signs().binary();
    Features features = example.features();
    Features withReference =
        Features.of(features.rows(), features.columns(), Set.of(features.column(0)));
    Features without = Features.of(features.rows(), features.columns().subList(1, 4));
    assertThat(probabilities(withReference, example)).isEqualTo(probabilities(without, example));
  }

  private double[] probabilities(Features features, Example example) {
    return learner()
        .fitPredict(
            new Fit(
                features,
                example.y(),
                example.trainingRows(),
                example.testRows(),
                Target.PROBABILITY,
                0));
  }
}
