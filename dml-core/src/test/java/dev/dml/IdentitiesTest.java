package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.ScoreRule;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Propensity;
import dev.dml.result.DmlResult;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations between estimates that hold exactly, whatever the data. */
class IdentitiesTest {

  private static final double EXACT = 1e-10;
  private final Lcg500 lcg = new Lcg500();

  private static DmlResult estimate(CausalModel model, CausalData data) {
    return LinearNuisances.estimator(model).withPartitions(Lcg500.partitions(2)).estimate(data);
  }

  private static void assertSame(DmlResult left, DmlResult right) {
    assertThat(left.coefficient()).isCloseTo(right.coefficient(), within(EXACT));
    assertThat(left.standardError()).isCloseTo(right.standardError(), within(EXACT));
  }

  @Test
  void theTreatmentAsItsOwnInstrumentGivesPartiallyLinearRegression() {
    CausalData data = lcg.builder().treatment("dc", lcg.dc).instrument("copy", lcg.dc).build();
    assertSame(
        estimate(PartiallyLinearIv.partiallingOut(), data),
        estimate(PartiallyLinear.partiallingOut(), lcg.continuous()));
  }

  @Test
  void theTreatmentAsItsOwnInstrumentGivesInteractiveRegression() {
    CausalData data = lcg.builder().treatment("d", lcg.d).instrument("copy", lcg.d).build();
    assertSame(
        estimate(InteractiveIv.late().withoutAlwaysTakers().withoutNeverTakers(), data),
        estimate(InteractiveRegression.of(Estimand.ATE), lcg.binary()));
  }

  @Test
  void unnormalisedDifferenceInDifferencesIsTheEffectOnTheTreatedOfTheChange() {
    assertSame(
        estimate(
            new TwoPeriods(new ScoreRule(Assignment.OBSERVATIONAL, Propensity.DEFAULT, false)),
            lcg.binary()),
        estimate(InteractiveRegression.of(Estimand.ATTE), lcg.binary()));
  }

  /** E[y | x] is m g1 + (1 - m) g0. */
  @Test
  void theOverlapWeightedEffectIsPartialledOut() {
    CausalData data = lcg.binary();
    DmlResult overlap =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATO))
            .withPartitions(Lcg500.partitions(1))
            .withPredictionsKept()
            .estimate(data);
    Map<String, Column> kept =
        overlap.predictions().stream().collect(Collectors.toMap(Column::name, column -> column));
    Column m = kept.get("ml_m.rep0.treat0");
    double[] mean =
        map(
            row ->
                m.get(row) * kept.get("ml_g1.rep0.treat0").get(row)
                    + (1 - m.get(row)) * kept.get("ml_g0.rep0.treat0").get(row));
    assertSame(
        overlap,
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .withPredictions(List.of(Column.of("ml_l.rep0.treat0", mean), m))
            .estimate(data));
  }

  /**
   * Least squares is one linear smoother for y, d and y - theta d, so the coefficients agree; their
   * errors do not.
   */
  @Test
  void bothScoresOfPartiallyLinearRegressionAgreeUnderOneLinearSmoother() {
    DmlResult ivType = estimate(PartiallyLinear.ivType(), lcg.continuous());
    DmlResult partiallingOut = estimate(PartiallyLinear.partiallingOut(), lcg.continuous());
    assertThat(ivType.coefficient()).isCloseTo(partiallingOut.coefficient(), within(EXACT));
    assertThat(ivType.standardError()).isNotCloseTo(partiallingOut.standardError(), within(1e-4));
  }

  @Test
  void anAffineOutcomeScalesTheEffect() {
    CausalData affine =
        CausalData.builder()
            .outcome("y", map(i -> 3 - 2 * lcg.y[i]))
            .treatment("d", lcg.d)
            .covariate("x1", lcg.x1)
            .covariate("x2", lcg.x2)
            .covariate("x3", lcg.x3)
            .build();
    DmlResult scaled = estimate(InteractiveRegression.of(Estimand.ATTE), affine);
    DmlResult plain = estimate(InteractiveRegression.of(Estimand.ATTE), lcg.binary());
    assertThat(scaled.coefficient()).isCloseTo(-2 * plain.coefficient(), within(EXACT));
    assertThat(scaled.standardError()).isCloseTo(2 * plain.standardError(), within(EXACT));
  }

  @Test
  void aScaledTreatmentScalesTheEffectInversely() {
    CausalData scaled = lcg.builder().treatment("dc", map(i -> 4 * lcg.dc[i])).build();
    DmlResult plain = estimate(PartiallyLinear.partiallingOut(), lcg.continuous());
    assertThat(estimate(PartiallyLinear.partiallingOut(), scaled).coefficient())
        .isCloseTo(plain.coefficient() / 4, within(EXACT));
  }

  @Test
  void permutedRowsWithTheirFoldsGiveTheSameEffect() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, Lcg500.ROWS).boxed().toList());
    Collections.shuffle(order, new Random(5));
    CausalData permuted =
        CausalData.builder()
            .outcome("y", map(i -> lcg.y[order.get(i)]))
            .treatment("d", map(i -> lcg.d[order.get(i)]))
            .covariate("x1", map(i -> lcg.x1[order.get(i)]))
            .covariate("x2", map(i -> lcg.x2[order.get(i)]))
            .covariate("x3", map(i -> lcg.x3[order.get(i)]))
            .build();
    List<Partition> folds =
        Lcg500.partitions(2).stream()
            .map(p -> Partition.of(order.stream().mapToInt(p::fold).toArray()))
            .toList();
    CausalModel model = InteractiveRegression.of(Estimand.ATE);
    assertSame(
        LinearNuisances.estimator(model).withPartitions(folds).estimate(permuted),
        estimate(model, lcg.binary()));
  }

  @ParameterizedTest
  @EnumSource
  void identicalRepetitionsAggregateToASingleOne(Aggregation rule) {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut()).withAggregation(rule);
    Partition partition = Lcg500.partition(1);
    assertSame(
        estimator
            .withPartitions(List.of(partition, partition, partition))
            .estimate(lcg.continuous()),
        estimator.withPartitions(List.of(partition)).estimate(lcg.continuous()));
  }

  @Test
  void theEffectOnTheTreatedDoesNotDependOnTheRegressionOfTheTreated() {
    CausalModel model = InteractiveRegression.of(Estimand.ATTE);
    DoubleMachineLearning linear =
        LinearNuisances.estimator(model).withPartitions(Lcg500.partitions(2));
    DoubleMachineLearning other = linear.withLearner("ml_g1", fit -> new double[fit.test().size()]);
    assertSame(linear.estimate(lcg.binary()), other.estimate(lcg.binary()));
  }

  /**
   * The average effect is the weighted mean of the effects on the treated and on the untreated, by
   * their shares.
   */
  @Test
  void theAverageEffectIsMadeOfThoseOnTreatedAndUntreated() {
    List<Partition> one = Lcg500.partitions(1);
    double ate = coefficient(Estimand.ATE, one);
    double atte = coefficient(Estimand.ATTE, one);
    double atu = coefficient(Estimand.ATU, one);
    assertThat(.514 * atte + .486 * atu).isCloseTo(ate, within(EXACT));
  }

  private double coefficient(Estimand estimand, List<Partition> partitions) {
    return LinearNuisances.estimator(InteractiveRegression.of(estimand))
        .withPartitions(partitions)
        .estimate(lcg.binary())
        .coefficient();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.05})
  void aClipOutsideTheRangeOfThePropensitiesChangesNothing(double clip) {
    InteractiveRegression model = InteractiveRegression.of(Estimand.ATE);
    DmlResult other =
        estimate(
            model.withPropensity(new Propensity(clip, Propensity.Weighting.HORVITZ_THOMPSON)),
            lcg.binary());
    assertThat(other.estimates().getFirst().overlaps().getFirst().range().minimum())
        .isGreaterThan(0.05);
    assertThat(other.coefficient()).isEqualTo(estimate(model, lcg.binary()).coefficient());
  }

  private static double[] map(IntToDoubleFunction value) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(value).toArray();
  }
}
