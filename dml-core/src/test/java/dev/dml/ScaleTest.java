package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.inference.UnidentifiedException;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In other units the effect is the same but for the unit, from 1e-250 to 1e250: with powers of two
 * near these bounds nothing is rounded differently.
 */
class ScaleTest {

  private static final double LARGE = 0x1p830;
  private static final double SMALL = 0x1p-830;
  private static final double RELATIVE = 1e-9;

  private final Lcg500 lcg = new Lcg500();

  private static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  private CausalData data(double outcome, double treatment, CausalModel model) {
    boolean binary = model.name().startsWith("i");
    CausalDataBuilder builder =
        CausalData.builder()
            .outcome("y", times(outcome, lcg.y))
            .treatment("d", binary ? lcg.d : times(treatment, lcg.dc))
            .covariate("x1", lcg.x1)
            .covariate("x2", times(1 / treatment, lcg.x2))
            .covariate("x3", times(treatment, lcg.x3));
    if (model.name().endsWith("iv") || model.name().equals("iivm")) {
      builder.instrument("z", lcg.z);
    }
    return builder.build();
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
            "linear-regression",
            "lasso",
            "ridge",
            "elastic-net",
            "random-forest",
            "gradient-boosting")
        .flatMap(learner -> Stream.of(LARGE, SMALL).map(factor -> Arguments.of(learner, factor)));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void everyLearnerFollowsTheUnitOfTheOutcome(String name, double factor) {
    CausalModel model = PartiallyLinear.partiallingOut();
    Learner learner = learner(name);
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(model)
            .withLearner("ml_l", learner)
            .withLearner("ml_m", learner)
            .withPartitions(Lcg500.partitions(2));
    follows(estimator, data(factor, 1, model), data(1, 1, model), factor);
  }

  private static Learner learner(String name) {
    Map<String, Object> settings =
        switch (name) {
          case "random-forest" -> Map.of("trees", 5);
          case "gradient-boosting" -> Map.of("rounds", 5);
          default -> Map.of();
        };
    return LearnerTypes.installed().named(name).orElseThrow().create(settings);
  }

  static Stream<Arguments> models() {
    return Stream.of(
            PartiallyLinear.partiallingOut(),
            PartiallyLinear.ivType(),
            PartiallyLinearIv.partiallingOut(),
            PartiallyLinearIv.ivType(),
            InteractiveRegression.of(Estimand.ATE),
            InteractiveRegression.of(Estimand.ATTE),
            InteractiveIv.late())
        .flatMap(model -> Stream.of(LARGE, SMALL).map(factor -> Arguments.of(model, factor)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelFollowsTheUnitOfTheOutcome(CausalModel model, double factor) {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(model).withPartitions(Lcg500.partitions(2));
    follows(estimator, data(factor, 1, model), data(1, 1, model), factor);
  }

  static Stream<Arguments> modelsOfAnyTreatment() {
    return models().filter(each -> !each.get()[0].toString().startsWith("Interactive"));
  }

  /** The covariates have other units as well. */
  @ParameterizedTest
  @MethodSource("modelsOfAnyTreatment")
  void theEffectFollowsTheUnitOfTheTreatment(CausalModel model, double factor) {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(model).withPartitions(Lcg500.partitions(2));
    follows(estimator, data(1, factor, model), data(1, 1, model), 1 / factor);
  }

  private static void follows(
      DoubleMachineLearning estimator, CausalData scaled, CausalData plain, double unit) {
    DmlResult result = estimator.estimate(scaled);
    DmlResult expected = estimator.estimate(plain);
    assertThat(result.coefficient() / unit / expected.coefficient()).isCloseTo(1, within(RELATIVE));
    assertThat(result.standardError() / unit / expected.standardError())
        .isCloseTo(1, within(RELATIVE));
    TreatmentEffect effect = result.estimates().getFirst();
    TreatmentEffect other = expected.estimates().getFirst();
    assertThat(effect.inference().t() / other.inference().t()).isCloseTo(1, within(RELATIVE));
    assertThat(effect.splittingRelativeToStandardError())
        .isCloseTo(other.splittingRelativeToStandardError(), within(RELATIVE));
    for (int i = 0; i < other.firstStages().size(); i++) {
      assertThat(effect.firstStages().get(i).f() / other.firstStages().get(i).f())
          .isCloseTo(1, within(RELATIVE));
    }
    for (int i = 0; i < expected.nuisances().size(); i++) {
      assertThat(result.nuisances().get(i).r2())
          .isCloseTo(expected.nuisances().get(i).r2(), within(RELATIVE));
    }
  }

  @Test
  void anEffectThatNoDoubleHoldsIsRefused() {
    CausalModel model = PartiallyLinear.partiallingOut();
    assertThatThrownBy(
            () ->
                LinearNuisances.estimator(model)
                    .withPartitions(List.of(Lcg500.partition(1)))
                    .estimate(data(LARGE, SMALL, model)))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessage(
            "the effect is beyond the range of doubles: give outcome or treatment in another unit");
  }
}
