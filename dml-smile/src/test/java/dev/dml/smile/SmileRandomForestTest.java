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
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import smile.data.formula.Formula;
import smile.regression.RandomForest;

class SmileRandomForestTest extends LearnerContractTest {

  private static final long SEED = 5;
  private final SmileRandomForest forest = new SmileRandomForest(40, 2, 6, 30, 3, 0.8);

  @Override
  protected Learner learner() {
    return new SmileRandomForest(60, 0, 20, 0, 5, 1);
  }

  @Test
  void itsMeansAreThoseOfSmile() {
    Example example = Example.continuous();
    double[] predictions = fitPredict(example, Target.MEAN);
    RandomForest direct =
        RandomForest.fit(
            Formula.lhs("y"),
            DirectTrees.withOutcome(example),
            new RandomForest.Options(40, 2, 6, 30, 3, 0.8, seeds(), null));
    assertThat(predictions)
        .isEqualTo(DirectTrees.predict(example, direct.schema(), direct::predict));
  }

  @Test
  void itsProbabilitiesAreTheMeansOfAZeroOneOutcome() {
    Example example = Example.continuous().binary();
    assertThat(fitPredict(example, Target.PROBABILITY)).isEqualTo(fitPredict(example, Target.MEAN));
  }

  @Test
  void aBinaryColumnIsSplitThoughNeighbouringRowsHaveTheSameOutcome() {
    // The outcome is 1 in 10 of 50 rows where x is 0 and in 40 of 50 where it is 1; the last row of
    // the first group and the first of the second are both 0. A tree sees half of the rows.
    double[] x = new double[100];
    Arrays.fill(x, 50, 100, 1);
    double[] y = new double[100];
    Arrays.fill(y, 0, 10, 1);
    Arrays.fill(y, 60, 100, 1);
    double[] predictions =
        new SmileRandomForest(200, 0, 20, 0, 5, 0.5)
            .fitPredict(
                new Fit(
                    Features.of(100, List.of(Column.of("x", x))),
                    y,
                    Rows.all(100),
                    Rows.of(0, 99),
                    Target.PROBABILITY,
                    SEED));
    // A tree's share has a standard deviation below sqrt(.2 * .8 / 25) = 0.08, the mean of 200 one
    // below 0.006; 0.03 are five of them.
    assertThat(predictions).containsExactly(new double[] {0.2, 0.8}, within(0.03));
  }

  @Test
  void anotherSeedGrowsAnotherForest() {
    Example example = Example.continuous();
    double[] other =
        forest.fitPredict(
            new Fit(
                example.features(),
                example.y(),
                example.trainingRows(),
                example.testRows(),
                Target.MEAN,
                SEED + 1));
    assertThat(other).isNotEqualTo(fitPredict(example, Target.MEAN));
  }

  private double[] fitPredict(Example example, Target target) {
    return forest.fitPredict(
        new Fit(
            example.features(),
            example.y(),
            example.trainingRows(),
            example.testRows(),
            target,
            SEED));
  }

  private static long[] seeds() {
    return LongStream.range(0, 40).map(tree -> new Seed(SEED).with(tree).value()).toArray();
  }
}
