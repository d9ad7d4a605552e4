package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.penalized.Lasso;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which covariates take no part in linear fits, and what the result says about them. */
class UnusedColumnsTest {

  private final Lcg500 lcg = new Lcg500();

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(value).toArray();
  }

  private static DoubleMachineLearning estimator(Learner learner) {
    return DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withLearner("ml_l", learner)
        .withLearner("ml_m", learner)
        .withPartitions(Lcg500.partitions(1));
  }

  private static Learner learner(String name) {
    return LearnerTypes.installed().named(name).orElseThrow().create(Map.of());
  }

  /**
   * Multiples of 2^-16 of which 2^33 is added, near 1e10, without rounding: the column is the same
   * but for its origin. Left out, it would change the coefficient by more than 0.01.
   */
  @ParameterizedTest
  @ValueSource(strings = {"linear-regression", "lasso", "ridge", "elastic-net"})
  void aColumnFarFromItsOriginCountsLikeOneThatIsNear(String name) {
    double[] near = column(i -> Math.rint(0x1p16 * (lcg.dc[i] + lcg.z2[i])) * 0x1p-16);
    double[] far = column(i -> 0x1p33 + near[i]);
    DmlResult expected = estimator(learner(name)).estimate(with("x4", near));
    DmlResult result = estimator(learner(name)).estimate(with("x4", far));
    assertThat(result.coefficient()).isCloseTo(expected.coefficient(), within(1e-8));
    assertThat(result.warnings()).isEqualTo(expected.warnings());
    assertThat(estimator(learner(name)).estimate(lcg.continuous()).coefficient())
        .isNotCloseTo(expected.coefficient(), within(0.01));
  }

  private CausalData with(String name, double[] covariate) {
    return lcg.builder().treatment("dc", lcg.dc).covariate(name, covariate).build();
  }

  @Test
  void aConstantColumnIsInTheResultWithItsReason() {
    DmlResult result =
        estimator(learner("linear-regression")).estimate(with("one", column(i -> 0.1)));
    assertThat(result.preparation().covariates().leftOut())
        .isEqualTo(Map.of("one", "took no part in linear fits, because it is constant"));
    assertThat(result.warnings()).isEmpty();
  }

  /** 0.3 and 0.1 + 0.2 are neighbouring doubles. */
  @Test
  void aColumnThatVariesByRoundingIsWarnedOf() {
    DmlResult result =
        estimator(Lasso.DEFAULT).estimate(with("same", column(i -> i % 2 == 0 ? 0.3 : 0.1 + 0.2)));
    assertThat(result.warnings())
        .containsExactly(
            "same took no part in linear fits, because its values differ in their last digits"
                + " alone");
  }

  @Test
  void aCombinationOfCovariatesIsWarnedOfWhereALearnerLeavesItOut() {
    CausalData data = with("sum", column(i -> 1 + lcg.x1[i] - 2 * lcg.x2[i]));
    String warning =
        "sum took no part in linear fits, because it is a linear combination of covariates before"
            + " it";
    assertThat(estimator(learner("linear-regression")).estimate(data).warnings())
        .containsExactly(warning);
    assertThat(estimator(learner("ridge")).estimate(data).warnings()).isEmpty();
    assertThat(estimator(RandomForest.DEFAULT.withTrees(5)).estimate(data).warnings())
        .doesNotContain(warning);
  }
}
