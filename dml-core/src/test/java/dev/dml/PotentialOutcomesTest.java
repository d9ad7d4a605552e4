package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Estimate;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.propensity.Propensity;
import dev.dml.result.DmlResult;
import dev.dml.result.EffectContrast;
import dev.dml.result.TreatmentEffect;
import dev.dml.task.LocalBackend;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Average potential outcomes of several levels, their contrasts, and joint inference over them. */
class PotentialOutcomesTest {

  private static final Lcg500 LCG = new Lcg500();

  private static final AveragePotentialOutcomes MODEL =
      AveragePotentialOutcomes.ofAllLevels().withReference("0");

  private static DmlResult estimate(CausalModel model, CausalData data) {
    return LinearNuisances.estimator(model).withPartitions(Lcg500.partitions(3)).estimate(data);
  }

  private static CausalData factor(String... texts) {
    return LCG.builder().treatment("plan", List.of(texts)).build();
  }

  /** Level d + z: three levels. */
  private static double[] threeLevels() {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> LCG.d[i] + LCG.z[i]).toArray();
  }

  /** Computed with DoubleML for Python 0.12.dev0; see {@link Lcg500}. */
  @Test
  void theOutcomesAreThoseOfDoubleMl() {
    DmlResult result =
        LinearNuisances.estimator(MODEL)
            .withPartitions(Lcg500.partitions(1))
            .estimate(LCG.binary());
    assertThat(result.estimates().get(0).coefficient()).isCloseTo(0.181308524784, within(1e-11));
    assertThat(result.estimates().get(0).standardError()).isCloseTo(0.0892306640251, within(1e-11));
    assertThat(result.estimates().get(1).coefficient()).isCloseTo(1.44564307369, within(1e-10));
    assertThat(result.estimates().get(1).standardError()).isCloseTo(0.090131752297, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource
  void theContrastOfTwoLevelsIsTheAverageEffectToTheLastBit(Propensity.Weighting weighting) {
    Propensity propensity = new Propensity(0.3, weighting);
    double[] weights = Arrays.stream(LCG.x1).map(x -> 1 + x).toArray();
    CausalData data =
        LCG.builder().treatment("d", LCG.d).estimandWeights(Column.of("v", weights)).build();
    DmlResult effect =
        estimate(InteractiveRegression.of(Estimand.ATE).withPropensity(propensity), data);
    DmlResult outcomes = estimate(MODEL.withPropensity(propensity), data);
    TreatmentEffect contrast = outcomes.answers().contrasts().getFirst().difference();
    assertThat(contrast.repetitions()).isEqualTo(effect.estimates().getFirst().repetitions());
    assertThat(contrast.inference()).isEqualTo(effect.estimates().getFirst().inference());
  }

  /** 25 clusters of 20 rows. */
  @Test
  void theContrastOfTwoLevelsIsTheAverageEffectWithClustersToo() {
    double[] clusters =
        IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> Math.floorDiv(i, 20)).toArray();
    CausalData data = LCG.builder().treatment("d", LCG.d).cluster("c", clusters).build();
    DmlResult effect =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE)).estimate(data);
    DmlResult outcomes =
        LinearNuisances.estimator(MODEL)
            .withJointInference(new MultiplierBootstrap(200, Multiplier.EXPONENTIAL))
            .estimate(data);
    assertThat(outcomes.answers().contrasts().getFirst().difference().repetitions())
        .isEqualTo(effect.estimates().getFirst().repetitions());
    assertThat(joint(outcomes).criticalValue()).isBetween(1.96, 3.0);
  }

  /** Folds are drawn alike, stratified by the two levels. */
  @Test
  void drawnFoldsAreThoseOfTheAverageEffect() {
    DmlResult effect =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE)).estimate(LCG.binary());
    DmlResult outcomes = LinearNuisances.estimator(MODEL).estimate(LCG.binary());
    assertThat(outcomes.answers().contrasts().getFirst().difference().inference())
        .isEqualTo(effect.estimates().getFirst().inference());
  }

  @Test
  void textsAreLevelsLikeNumbers() {
    String[] texts =
        Arrays.stream(threeLevels())
            .mapToObj(level -> List.of("free", "half", "pay").get((int) level))
            .toArray(String[]::new);
    DmlResult named = estimate(MODEL.withReference("free"), factor(texts));
    DmlResult numbered = estimate(MODEL, LCG.builder().treatment("plan", threeLevels()).build());
    assertThat(named.estimates())
        .extracting(TreatmentEffect::name)
        .containsExactly("plan = free", "plan = half", "plan = pay");
    assertThat(named.estimates())
        .extracting(TreatmentEffect::inference)
        .containsExactlyElementsOf(
            numbered.estimates().stream().map(TreatmentEffect::inference).toList());
    assertThat(named.answers().contrasts())
        .extracting(EffectContrast::name)
        .containsExactly("plan: half - free", "plan: pay - free");
  }

  /** By hand: the difference of the coefficients of every repetition. */
  @Test
  void aContrastIsTheDifferenceOfTwoOutcomesInEveryRepetition() {
    DmlResult result =
        estimate(
            MODEL.withLevels(List.of("2", "0")),
            LCG.builder().treatment("d", threeLevels()).build());
    List<Estimate> contrast = result.answers().contrasts().getFirst().difference().repetitions();
    assertThat(result.answers().contrasts()).hasSize(1);
    for (int r = 0; r < 3; r++) {
      assertThat(contrast.get(r).coefficient())
          .isCloseTo(
              result.estimates().get(0).repetitions().get(r).coefficient()
                  - result.estimates().get(1).repetitions().get(r).coefficient(),
              within(1e-13));
    }
  }

  @Test
  void weightsOfOneChangeNothing() {
    CausalData weighted =
        LCG.builder()
            .treatment("d", LCG.d)
            .estimandWeights(Column.of("v", Arrays.stream(LCG.d).map(any -> 1).toArray()))
            .build();
    DmlResult result = estimate(MODEL, weighted);
    assertThat(result.estimates())
        .extracting(TreatmentEffect::inference)
        .containsExactlyElementsOf(
            estimate(MODEL, LCG.binary()).estimates().stream()
                .map(TreatmentEffect::inference)
                .toList());
    assertThat(result.warnings())
        .contains("the estimand weights v are the same in all rows, so that they change nothing");
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    CausalData data = LCG.builder().treatment("d", threeLevels()).build();
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(MODEL)
            .withRepetitions(5)
            .withJointInference(new MultiplierBootstrap(300, Multiplier.WILD));
    JointIntervals alone = joint(estimator.withBackend(new LocalBackend(1)).estimate(data));
    assertThat(joint(estimator.withBackend(new LocalBackend(2)).estimate(data))).isEqualTo(alone);
    assertThat(joint(estimator.withBackend(new LocalBackend(8)).estimate(data))).isEqualTo(alone);
    assertThat(alone.intervals()).hasSize(5);
  }

  private static JointIntervals joint(DmlResult result) {
    return result.answers().joint().orElseThrow();
  }

  private static void refused(CausalModel model, CausalData data, String... problems) {
    assertThatThrownBy(() -> estimate(model, data))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Test
  void levelsThatDoNotFitTheDataAreRefused() {
    CausalData data = LCG.builder().treatment("d", threeLevels()).build();
    refused(
        MODEL.withLevels(List.of("0", "1.0", "1", "5")),
        data,
        "levels: 1 is named twice",
        "levels: d is 5 in no row; there are: 0, 1, 2");
    refused(
        AveragePotentialOutcomes.ofAllLevels().withLevels(List.of("0", "1")).withReference("2"),
        data,
        "reference: must be one of the levels 0, 1, but was 2");
    refused(
        MODEL.withLevels(List.of("0")), data, "reference: has no effect with 0 as the only level");
    refused(
        MODEL,
        LCG.continuous(),
        "levels: is missing; dc has 500 different values, and no more than 20 are estimated without"
            + " being named",
        "reference: dc is 0 in no row; there are: "
            + String.join(", ", names(LCG.dc))
            + " and 470 more");
  }

  private static List<String> names(double[] values) {
    return Arrays.stream(values).sorted().limit(30).mapToObj(String::valueOf).toList();
  }

  @Test
  void aLevelWithFewerRowsThanFoldsIsRefused() {
    double[] levels = LCG.d.clone();
    levels[7] = 2;
    levels[8] = 2;
    levels[9] = 3;
    refused(
        MODEL,
        LCG.builder().treatment("d", levels).build(),
        "levels: d = 2 (2 rows), d = 3 (1 row) are in fewer rows than there are folds, 5; take"
            + " fewer folds, or name the levels without them");
  }

  @Test
  void estimandWeightsWithoutAnEffectAreRefused() {
    Column zero = Column.of("v", new double[Lcg500.ROWS]);
    CausalData data = LCG.builder().treatment("d", LCG.d).estimandWeights(zero).build();
    refused(
        MODEL,
        data,
        "data.estimand_weights: v must be more than 0 in some row, but is 0 in all 500");
    refused(
        PartiallyLinear.partiallingOut(),
        data,
        "data.estimand_weights: plr takes no weights of effects, but there are: v;"
            + " legal under irm and apo");
  }
}
