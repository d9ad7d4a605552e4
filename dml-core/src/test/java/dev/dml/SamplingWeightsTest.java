package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Weighting;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Equal weights are none, their unit does not matter, and what they must not be is said. */
class SamplingWeightsTest {

  private static final Lcg500 LCG = new Lcg500();

  private static final double[] WHOLE =
      Arrays.stream(LCG.x1).map(x -> x < -0.5 ? 1 : x < 0.4 ? 2 : 3).toArray();

  private static CausalData binary(DoubleUnaryOperator weight) {
    return LCG.builder()
        .treatment("d", LCG.d)
        .weights("w", Arrays.stream(LCG.x2).map(weight).toArray())
        .build();
  }

  private static DoubleMachineLearning forests() {
    return DoubleMachineLearning.of(InteractiveRegression.of(Estimand.ATTE))
        .withLearner("ml_g", RandomForest.DEFAULT.withTrees(10))
        .withLearner("ml_m", GradientBoosting.DEFAULT)
        .withRepetitions(2);
  }

  @Test
  void equalWeightsAreNoneToTheLastBit() {
    DmlResult none = forests().estimate(LCG.binary());
    DmlResult equal = forests().estimate(binary(x -> 0.3));
    assertThat(equal.estimates().getFirst().inference())
        .isEqualTo(none.estimates().getFirst().inference());
    assertThat(equal.nuisances()).isEqualTo(none.nuisances());
    assertThat(equal.warnings())
        .contains("the weights w are the same in all rows, so that they change nothing");
    assertThat(none.weights()).isEmpty();
    assertThat(equal.weights().orElseThrow().effectiveRows()).isCloseTo(500, within(1e-9));
  }

  @Test
  void theUnitOfWeightsChangesNothing() {
    DmlResult one = forests().estimate(binary(x -> 1.5 + x));
    DmlResult other = forests().estimate(binary(x -> 64 * (1.5 + x)));
    assertThat(other.estimates().getFirst().inference())
        .isEqualTo(one.estimates().getFirst().inference());
    assertThat(one.coefficient()).isNotEqualTo(forests().estimate(LCG.binary()).coefficient());
  }

  /** By hand: 1, 1 and 4 sum to 6, and 36 / 18 = 2. */
  @Test
  void effectiveRowsAreThoseOfKish() {
    CausalData data =
        CausalData.builder()
            .outcome("y", 1, 2, 3)
            .treatment("d", 1, 0, 1)
            .weights("w", 1, 1, 4)
            .build();
    assertThat(Weighting.of("w", data.weights().orElseThrow().toArray()).effectiveRows())
        .isCloseTo(2, within(1e-12));
  }

  @Test
  void aFewRowsThatDecideEverythingAreAWarning() {
    double[] weights = new double[Lcg500.ROWS];
    Arrays.setAll(weights, i -> i % 25 == 0 ? 100 : 1);
    CausalData data = LCG.builder().treatment("dc", LCG.dc).weights("w", weights).build();
    DmlResult result =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", new LinearRegression())
            .withLearner("ml_m", new LinearRegression())
            .withRepetitions(1)
            .estimate(data);
    // (20 * 100 + 480)^2 / (20 * 100^2 + 480) = 30.7.
    assertThat(result.warnings())
        .contains(
            "the weights w make 500 rows worth 30.7 that count alike: a few of them decide nearly"
                + " everything");
  }

  @Test
  void aLearnerThatTakesNoWeightsIsRefusedByName() {
    Learner constant = (Fit fit) -> new double[fit.test().size()];
    assertThatThrownBy(
            () ->
                DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
                    .withLearner("ml_l", constant)
                    .withLearner("ml_m", new LinearRegression())
                    .estimate(LCG.builder().treatment("dc", LCG.dc).weights("w", WHOLE).build()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageMatching(
            "learners\\.ml_l: \\S+ takes no sampling weights, but there are weights: w; those that"
                + " do: linear-regression, ridge, lasso, elastic-net, logistic-regression,"
                + " random-forest, gradient-boosting, rlasso, constant");
  }

  @Test
  void weightsThatAreNotAboveZeroAreRefused() {
    for (double bad : new double[] {0, -1}) {
      assertThatThrownBy(
              () ->
                  CausalData.builder()
                      .outcome("y", 1, 2)
                      .treatment("d", 1, 0)
                      .weights("w", 1, bad)
                      .build())
          .isInstanceOf(InvalidInput.class)
          .hasMessage("column w must hold weights above 0, but is " + bad + " in row 2");
    }
  }
}
