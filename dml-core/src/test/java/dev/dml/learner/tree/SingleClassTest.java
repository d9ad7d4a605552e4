package dev.dml.learner.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities learnt from training rows of one class. */
class SingleClassTest {

  private static final int ROWS = 60;

  private static Learner allowing(String type) {
    return LearnerTypes.installed()
        .named(type)
        .orElseThrow()
        .create(Map.of("single_class", "allow"));
  }

  @ParameterizedTest
  @CsvSource({
    "random-forest, 0",
    "random-forest, 1",
    "gradient-boosting, 0",
    "gradient-boosting, 1"
  })
  void theClassIsPredictedForCertain(String type, double only) {
    double[] x = new double[ROWS];
    double[] y = new double[ROWS];
    Arrays.setAll(x, row -> row * 0.7);
    Rows train = Rows.where(ROWS, row -> row % 3 > 0);
    Rows test = Rows.where(ROWS, row -> row % 3 == 0);
    Arrays.setAll(y, row -> row % 3 == 0 ? 1 - only : only);
    Learner learner = allowing(type);
    assertThat(learner.takesSingleClass()).isTrue();
    assertThat(
            learner.fitPredict(
                new Fit(
                    Features.of(ROWS, List.of(Column.of("x", x))),
                    y,
                    train,
                    test,
                    Target.PROBABILITY,
                    1)))
        .hasSize(20)
        .containsOnly(only);
  }

  @Test
  void itIsRefusedUnlessAllowed() {
    assertThat(RandomForest.DEFAULT.takesSingleClass()).isFalse();
    assertThat(GradientBoosting.DEFAULT.takesSingleClass()).isFalse();
  }
}
