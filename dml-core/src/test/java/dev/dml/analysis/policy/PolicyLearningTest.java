package dev.dml.analysis.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.analysis.SampleRepetitions;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyLearningTest {

  private final Lcg500 lcg = new Lcg500();

  private CausalDataBuilder data() {
    return lcg.builder()
        .treatment("d", lcg.d)
        .modifier("x1", lcg.x1)
        .modifier("x2", lcg.x2)
        .modifier("same", new double[Lcg500.ROWS]);
  }

  private static DoubleMachineLearning estimator(CausalModel model, PolicyQuestion question) {
    return LinearNuisances.estimator(model)
        .withPartitions(Lcg500.partitions(2))
        .withPredictionsKept()
        .withEffects(Heterogeneity.NONE.withPolicy(question));
  }

  private static PolicyTree policy(DmlResult result) {
    return result.answers().effects().policies().getFirst();
  }

  static Stream<CausalModel> models() {
    return Stream.of(
        InteractiveRegression.of(Estimand.ATE),
        InteractiveRegression.of(Estimand.ATTE),
        PartiallyLinear.partiallingOut());
  }

  /** The effect is about one, so without a feature that differs everybody is treated. */
  @ParameterizedTest
  @MethodSource("models")
  void treatingEverybodyIsWorthTheAverageEffect(CausalModel model) {
    DmlResult result = estimator(model, PolicyQuestion.by("same")).estimate(data().build());
    PolicyTree policy = policy(result);
    assertThat(policy.root()).isEqualTo(new PolicyNode.Leaf(1));
    for (int r = 0; r < 2; r++) {
      Estimate average = result.estimates().getFirst().repetitions().get(r);
      Estimate value = policy.repetitions().get(r);
      assertThat(value.coefficient()).isCloseTo(average.coefficient(), within(1e-12));
      assertThat(value.standardError()).isCloseTo(average.standardError(), within(1e-12));
      assertThat(policy.gains().get(1).repetitions().get(r)).isEqualTo(new Estimate(0, 0));
    }
    assertThat(policy.shares()).containsExactly(0.0, 1.0);
    assertThat(policy.agreement()).isEqualTo(1);
  }

  /** With a cost above any effect nobody is. */
  @Test
  void nobodyIsTreatedAtACostAboveTheEffect() {
    PolicyQuestion question =
        new PolicyQuestion(
            List.of("same"), 2, PolicyQuestion.Search.EXACT, 8, Integer.MAX_VALUE, 0, 100);
    PolicyTree policy =
        policy(
            estimator(InteractiveRegression.of(Estimand.ATE), question).estimate(data().build()));
    assertThat(policy.root()).isEqualTo(new PolicyNode.Leaf(0));
    assertThat(policy.value().coefficient()).isZero();
  }

  /** Every row is valued by the tree that was learnt without its fold, written out. */
  @Test
  void theValueIsThatOfTreesWithoutTheFold() {
    CausalModel model = InteractiveRegression.of(Estimand.ATE);
    PolicyQuestion question = PolicyQuestion.by("x1", "x2");
    DmlResult result = estimator(model, question).estimate(data().build());
    Decision decision =
        Decision.of(SampleRepetitions.of(model, data().build(), result, 1), 0).getFirst();
    double[] signal = decision.worth()[1];
    List<RankedFeature> features =
        data().build().modifiers().stream()
            .filter(column -> !column.name().equals("same"))
            .map(column -> RankedFeature.of(column, Integer.MAX_VALUE))
            .toList();
    double[] worth = new double[Lcg500.ROWS];
    for (int fold = 0; fold < 5; fold++) {
      int held = fold;
      int[] outside =
          IntStream.range(0, Lcg500.ROWS)
              .filter(row -> decision.partition().fold(row) != held)
              .toArray();
      PolicyNode tree =
          new ExactSearch(features, Rewards.of(new double[][] {signal}), 2, 8).learn(outside);
      IntStream.range(0, Lcg500.ROWS)
          .filter(row -> decision.partition().fold(row) == held)
          .forEach(row -> worth[row] = tree.action(c -> c.get(row)) == 1 ? signal[row] : 0);
    }
    double mean =
        IntStream.range(0, worth.length).mapToDouble(row -> worth[row]).average().orElseThrow();
    double squares =
        IntStream.range(0, worth.length).mapToDouble(row -> Math.pow(worth[row] - mean, 2)).sum();
    Estimate value = policy(result).repetitions().get(1);
    assertThat(value.coefficient()).isCloseTo(mean, within(1e-12));
    assertThat(value.standardError()).isCloseTo(Math.sqrt(squares) / Lcg500.ROWS, within(1e-12));
  }

  /** Deciding between two levels is deciding whom to treat. */
  @Test
  void twoLevelsDecideAsTheEffect() {
    PolicyQuestion question = PolicyQuestion.by("x1", "x2");
    PolicyTree effect =
        policy(
            estimator(InteractiveRegression.of(Estimand.ATE), question).estimate(data().build()));
    PolicyTree levels =
        policy(
            estimator(AveragePotentialOutcomes.ofAllLevels(), question).estimate(data().build()));
    assertThat(levels.ofLevels()).isTrue();
    assertThat(levels.root().toString()).isEqualTo(effect.root().toString());
    assertThat(levels.gains().getFirst().inference().coefficient())
        .isCloseTo(effect.value().coefficient(), within(1e-10));
    assertThat(levels.gains().getFirst().inference().standardError())
        .isCloseTo(effect.value().standardError(), within(1e-10));
  }

  /** Folds hold whole clusters, and the standard error sums over a cluster before it squares. */
  @Test
  void clustersStayTogether() {
    double[] cluster =
        IntStream.range(0, Lcg500.ROWS).map(row -> row / 10).asDoubleStream().toArray();
    DmlResult result =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE))
            .withRepetitions(1)
            .withEffects(Heterogeneity.NONE.withPolicy(PolicyQuestion.by("same")))
            .estimate(data().cluster("c", cluster).build());
    // Everybody is treated, so the value is the average effect with its clustered standard error.
    Estimate average = result.estimates().getFirst().repetitions().getFirst();
    Estimate value = policy(result).repetitions().getFirst();
    assertThat(value.coefficient()).isCloseTo(average.coefficient(), within(1e-12));
    assertThat(value.standardError()).isCloseTo(average.standardError(), within(1e-12));
    Estimate independent =
        estimator(InteractiveRegression.of(Estimand.ATE), PolicyQuestion.by("same"))
            .estimate(data().build())
            .estimates()
            .getFirst()
            .repetitions()
            .getFirst();
    assertThat(value.standardError()).isNotEqualTo(independent.standardError());
  }

  @Test
  void noNumberOfThreadsChangesABit() {
    PolicyQuestion question = PolicyQuestion.by("x1", "x2");
    List<String> results =
        Stream.of(1, 2, 8)
            .map(
                threads ->
                    policy(
                            estimator(InteractiveRegression.of(Estimand.ATE), question)
                                .withBackend(new LocalBackend(threads))
                                .estimate(data().build()))
                        .toString())
            .toList();
    assertThat(results).containsOnly(results.getFirst());
  }

  /**
   * The effect is zero for everybody, so no tree is worth anything. In the sample it was learnt
   * from it seems to be; the value by cross-fitting is unbiased, and the mean of 200 of them with
   * standard deviation s is within 4 s / sqrt(200) but once in 16,000 times.
   */
  @Test
  void theValueIsNotOptimistic() {
    int times = 200;
    double[] values = new double[times];
    double[] inSample = new double[times];
    int covered = 0;
    for (int t = 0; t < times; t++) {
      PolicyTree policy = withoutEffect(new SplittableRandom(t));
      values[t] = policy.value().coefficient();
      inSample[t] = policy.valueInSample();
      covered += Math.abs(values[t]) < 1.96 * policy.value().standardError() ? 1 : 0;
    }
    double mean = IntStream.range(0, times).mapToDouble(t -> values[t]).average().orElseThrow();
    double deviation =
        Math.sqrt(
            IntStream.range(0, times).mapToDouble(t -> Math.pow(values[t] - mean, 2)).sum()
                / (times - 1));
    double bound = 4 * deviation / Math.sqrt(times);
    assertThat(Math.abs(mean)).isLessThan(bound);
    assertThat(IntStream.range(0, times).mapToDouble(t -> inSample[t]).average().orElseThrow())
        .isGreaterThan(bound);
    // Of 200 intervals at 95 %, 190 +- 3 cover; 4 standard deviations are 12.
    assertThat(covered).isBetween(178, times);
  }

  /** Known nuisances: means of zero and a fair coin. */
  private static PolicyTree withoutEffect(SplittableRandom random) {
    int rows = 200;
    double[] y = IntStream.range(0, rows).mapToDouble(row -> random.nextGaussian()).toArray();
    double[] d = IntStream.range(0, rows).mapToDouble(row -> random.nextInt(2)).toArray();
    CausalData data =
        CausalData.builder()
            .outcome("y", y)
            .treatment("d", d)
            .covariate("x", random.doubles(rows).toArray())
            .modifier("a", random.doubles(rows).toArray())
            .modifier("b", random.doubles(rows).toArray())
            .build();
    PolicyLearning learning =
        new PolicyLearning(data, PolicyQuestion.by("a", "b"), Aggregation.MEDIAN_SPREAD, 0.95);
    learning.accept(SampleRepetitions.known(data, 5));
    return learning.result().getFirst();
  }

  private static void refused(
      CausalModel model, PolicyQuestion question, CausalData data, String sentence) {
    assertThatThrownBy(() -> estimator(model, question).estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(sentence);
  }

  @Test
  void aDecisionAboutOneLevelIsRefused() {
    refused(
        AveragePotentialOutcomes.ofAllLevels().withLevels(List.of("1")),
        PolicyQuestion.by("x1"),
        data().build(),
        "effects.policy_tree: there is nothing to decide about one level; name at least two in"
            + " levels");
  }

  @Test
  void anUnknownFeatureIsRefused() {
    refused(
        InteractiveRegression.of(Estimand.ATE),
        PolicyQuestion.by("age"),
        data().build(),
        "effects.policy_tree.features: no column by which effects are described is named age");
  }

  @Test
  void aSearchOfHoursIsRefused() {
    refused(
        InteractiveRegression.of(Estimand.ATE),
        new PolicyQuestion(
            List.of("x1", "x2", "many1", "many2", "many3", "many4", "many5"),
            3,
            PolicyQuestion.Search.EXACT,
            8,
            Integer.MAX_VALUE,
            0,
            0),
        Stream.of("many1", "many2", "many3", "many4", "many5")
            .reduce(data(), (builder, name) -> builder.modifier(name, lcg.x1), (one, other) -> one)
            .build(),
        "effects.policy_tree: the best tree of depth 3 by 7 columns with 3500 values in all takes"
            + " too long to find; set cuts to 116, depth to 2 or search to greedy");
  }
}
