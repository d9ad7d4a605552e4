package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Fit;
import dev.dml.learner.FitTime;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smile.model.cart.SplitRule;

/** What holds for every learner of Smile beyond the contract of all learners. */
class AllLearnersTest {

  private static final long SEED = 9;

  static Stream<Learner> learners() {
    Stream<Learner> inJava =
        Stream.of(
            new SmileRandomForest(20, 0, 20, 0, 5, 1),
            new SmileRandomForest(20, 4, 20, 0, 1, 1),
            new SmileGradientBoosting(20, 20, 6, 5, 0.05, 0.7),
            new SmileRegressionTree(20, 0, 5),
            new SmileDecisionTree(SplitRule.GINI, 20, 0, 5),
            new SmileLogisticRegression(0.1, 1e-5, 500),
            new SmileSvr(Kernel.GAUSSIAN, 0, 0.1, 1, 1e-3),
            new SmileSvr(Kernel.LINEAR, 0, 0.1, 1, 1e-3));
    Stream<Learner> inOpenBlas =
        OpenBlasTest.isInstalled()
            ? Stream.of(
                new SmileMlp("ReLU(5)", 5, 32, 0.01, 0, 0),
                new SmileGaussianProcess(Kernel.GAUSSIAN, 0, 1, 1e-5, 0),
                new SmileGaussianProcess(Kernel.LINEAR, 0, 1, 1e-5, 0))
            : Stream.of();
    return Stream.concat(inJava, inOpenBlas);
  }

  @Test
  void theSizeOfTheCommonPoolDoesNotChangeABit() throws Exception {
    String property = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=";
    String withOne = AnotherJvm.outputOf(AllLearnersTest.class, property + 1);
    assertThat(withOne.lines()).hasSameSizeAs(learners().toList());
    assertThat(AnotherJvm.outputOf(AllLearnersTest.class, property + 7)).isEqualTo(withOne);
  }

  /** Prints each learner and the bits of its predictions. */
  public static void main(String[] arguments) {
    learners()
        .forEach(
            learner -> {
              Example example = example(target(learner));
              double[] predictions = fitPredict(learner, example.features(), example);
              System.out.println(learner + " " + Arrays.toString(predictions));
            });
  }

  /** Smile's fits have no place for them, so that runs with weights are refused. */
  @ParameterizedTest
  @MethodSource("learners")
  void noneTakesWeights(Learner learner) {
    assertThat(learner.takesWeights()).isFalse();
    assertThat(LearnerTypes.installed().takingWeights())
        .containsExactly(
            "linear-regression",
            "ridge",
            "lasso",
            "elastic-net",
            "logistic-regression",
            "random-forest",
            "gradient-boosting",
            "rlasso",
            "constant");
  }

  @ParameterizedTest
  @MethodSource("learners")
  void oneVaryingColumnIsEnough(Learner learner) {
    Example example = example(target(learner));
    Features one = Features.of(example.y().length, example.features().columns().subList(0, 1));
    Column constant = Column.of("constant", new double[example.y().length]);
    double[] alone = fitPredict(learner, one, example);
    assertThat(fitPredict(learner, one.and(List.of(constant)), example)).isEqualTo(alone);
    assertThat(Arrays.stream(alone).distinct().count()).isGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void aColumnThatIsConstantInTheTrainingRowsIsLeftOut(Learner learner) {
    Example example = example(target(learner));
    double[] onlyInTest = new double[example.y().length];
    Arrays.fill(onlyInTest, example.train(), onlyInTest.length, 5);
    Features more = example.features().and(List.of(Column.of("only in test", onlyInTest)));
    assertThat(fitPredict(learner, more, example))
        .isEqualTo(fitPredict(learner, example.features(), example));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void twoTrainingRowsAreEnough(Learner learner) {
    Column x = Column.of("x", 0, 1, 0.5);
    double[] predictions =
        learner.fitPredict(
            new Fit(
                Features.of(3, List.of(x)),
                new double[] {0, 1, Double.NaN},
                Rows.of(0, 1),
                Rows.of(2),
                target(learner),
                SEED));
    assertThat(predictions).hasSize(1);
    assertThat(predictions[0]).isBetween(-1.0, 2.0);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void theWorkerIsTimedAndInItTheStepOfPrediction(Learner learner) {
    Example example = example(target(learner));
    AtomicLong reads = new AtomicLong();
    FitTime time = new FitTime(reads::getAndIncrement);
    time.during(() -> fitPredict(learner, example.features(), example));
    // The clock is read when the worker begins, when it begins and ends to predict, and at its end.
    assertThat(time.predictNanos()).isEqualTo(2 - 1);
    assertThat(time.elsewhereNanos()).isEqualTo(3 - 0);
  }

  /** Powers of two round nothing, so that predictions differ by the factor alone. */
  @ParameterizedTest
  @MethodSource("learners")
  @Timeout(60)
  void theUnitsOfOutcomeAndFeaturesDoNotMatter(Learner learner) {
    Example example = example(target(learner));
    double[] expected = fitPredict(learner, example.features(), example);
    for (int exponent : new int[] {-830, -40, 40, 830}) {
      int ofOutcome = learner.supports(Target.MEAN) ? exponent : 0;
      Example scaled =
          new Example(
              Arrays.stream(example.columns())
                  .map(x -> scaled(x, -exponent))
                  .toArray(double[][]::new),
              scaled(example.y(), ofOutcome),
              example.train());
      assertThat(scaled(fitPredict(learner, scaled.features(), scaled), -ofOutcome))
          .isEqualTo(expected);
    }
  }

  private static double[] scaled(double[] values, int exponent) {
    return Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
  }

  private static double[] fitPredict(Learner learner, Features features, Example example) {
    return learner.fitPredict(
        new Fit(
            features,
            example.y(),
            example.trainingRows(),
            example.testRows(),
            target(learner),
            SEED));
  }

  private static Target target(Learner learner) {
    return learner.supports(Target.MEAN) ? Target.MEAN : Target.PROBABILITY;
  }

  private static Example example(Target target) {
    return target == Target.MEAN ? Example.continuous() : Example.continuous().binary();
  }
}
