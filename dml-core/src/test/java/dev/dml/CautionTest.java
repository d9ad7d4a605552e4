package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.inference.ConfidenceSet;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Overlap;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.Partition;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The warnings of a result. */
class CautionTest {

  private final Lcg500 lcg = new Lcg500();

  @Test
  void aNuisanceThatPredictsWorseThanAConstantIsNamed() {
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", fit -> filled(fit.test().size(), 100))
            .withPartitions(Lcg500.partitions(1))
            .estimate(lcg.continuous());
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("ml_l (")
        .contains("predicts y worse than a constant: RMSE 99.1")
        .endsWith("against 1.633");
  }

  private static void assertDcIsWeak(DmlResult result, String end) {
    assertThat(result.warnings())
        .anyMatch(
            warning ->
                warning.startsWith("the instruments of dc are weak: the first-stage F is ")
                    && warning.endsWith(" in the worst repetition, below 10" + end));
  }

  /** The instrument is the parity of the row, which has nothing to do with the treatment. */
  @Test
  void weakInstrumentsAreNamed() {
    double[] parity = new double[Lcg500.ROWS];
    for (int i = 0; i < parity.length; i++) {
      parity[i] = i % 2;
    }
    CausalData data = lcg.builder().treatment("dc", lcg.dc).instrument("parity", parity).build();
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .estimate(data);
    double f = result.estimates().getFirst().firstStages().getFirst().f();
    assertThat(f).isLessThan(10);
    assertDcIsWeak(
        result,
        "; the Anderson-Rubin confidence set (robust_confidence_set) holds nevertheless, the"
            + " interval may not");
  }

  /**
   * Instruments that have nothing to do with the treatments: parities of the row, halves and so on.
   */
  private DmlResult estimateTogether(CausalDataBuilder treatments, int instruments) {
    for (int k = 0; k < instruments; k++) {
      int power = 1 << k;
      treatments.instrument(
          "z" + k,
          IntStream.range(0, Lcg500.ROWS).mapToDouble(row -> (double) (row / power % 2)).toArray());
    }
    return LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
        .withPartitions(Lcg500.partitions(1))
        .estimate(treatments.build());
  }

  @Test
  void weakInstrumentsOfTwoTreatmentsHaveTheProjectedSetOfEach() {
    DmlResult result =
        estimateTogether(lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc), 2);
    assertThat(result.estimates())
        .allMatch(
            effect ->
                effect.robustSet().orElseThrow().contains(effect.coefficient())
                    && effect.robustSet().orElseThrow().form() == ConfidenceSet.Form.LINE);
    assertDcIsWeak(
        result,
        "; the Anderson-Rubin confidence set (robust_confidence_set) holds nevertheless, the"
            + " interval may not");
  }

  @Test
  void weakInstrumentsOfThreeTreatmentsHaveNoSetOfTheirOwn() {
    double[] square = Arrays.stream(lcg.x1).map(x -> x * x).toArray();
    DmlResult result =
        estimateTogether(
            lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc).treatment("square", square),
            3);
    assertThat(result.estimates()).allMatch(effect -> effect.robustSet().isEmpty());
    assertDcIsWeak(
        result,
        ", so that its interval may not hold, and there is no Anderson-Rubin set in its place,"
            + " since that of more than two treatments that are estimated together is one of all of"
            + " them");
  }

  /**
   * Sixty columns of pseudo-random bits for 500 rows. The F that does not correct for leverage and
   * degrees of freedom is above 1.1 on average; by chance alone the corrected one is near 0.8, with
   * a standard deviation below 0.2.
   */
  @Test
  void manyInstrumentsAreSaidAndDoNotLookStrong() {
    CausalDataBuilder builder = lcg.builder().treatment("dc", lcg.dc);
    SplittableRandom random = new SplittableRandom(1);
    for (int k = 0; k < 60; k++) {
      builder.instrument("z" + k, random.doubles(Lcg500.ROWS).map(Math::rint).toArray());
    }
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .estimate(builder.build());
    assertThat(result.estimates().getFirst().firstStages().getFirst().f()).isBetween(0.2, 1.4);
    assertThat(result.warnings())
        .contains(
            "there are 60 instruments of dc for 500 rows: with more than one for 20 rows, the"
                + " estimate is drawn towards that without instruments");
  }

  /** Every tenth propensity is 0, which is clipped to 0.01. */
  @Test
  void manyClippedPropensitiesAreSaid() {
    double[] propensities = filled(Lcg500.ROWS, 0.5);
    for (int i = 0; i < propensities.length; i += 10) {
      propensities[i] = 0;
    }
    DmlResult result =
        DoubleMachineLearning.of(
                dev.dml.model.interactive.InteractiveRegression.of(
                    dev.dml.model.interactive.InteractiveRegression.Estimand.ATE))
            .withPartitions(Lcg500.partitions(1))
            .withPredictions(
                List.of(
                    Column.of("ml_g0.rep0.treat0", filled(Lcg500.ROWS, 0)),
                    Column.of("ml_g1.rep0.treat0", filled(Lcg500.ROWS, 1)),
                    Column.of("ml_m.rep0.treat0", propensities)))
            .estimate(lcg.binary());
    assertThat(result.warnings())
        .contains(
            "10.0 % of the propensities of d were clipped: those rows count less than their inverse"
                + " propensities say",
            "10.0 % of the propensities of d lie outside [0.05, 0.95] and 10.0 % outside [0.01,"
                + " 0.99]: such rows have few to compare with");
  }

  /**
   * The propensity is 0.96 where the treatment is 1 and 0.04 elsewhere: all 500 are outside [0.05,
   * 0.95]. That its R2 of 1 - 0.04^2 / 0.25 is above 0.99 and arms are worth little follows from
   * the same cause and is not said again.
   */
  @Test
  void armsThatTheCovariatesTellApartAreNamedOnce() {
    assertThat(propensityWarnings(row -> lcg.d[row] == 1 ? 0.96 : 0.04))
        .containsExactly(
            "the covariates tell the arms of d apart (AUC 1.0000; 100.0 % of the propensities lie"
                + " outside [0.05, 0.95]): there is hardly anyone to compare with; is a covariate a"
                + " copy of it, or a consequence?");
  }

  /** Written as -1 and 2, it is a copy all the same. */
  @Test
  void aCopyOfTheTreatmentAmongTheCovariatesIsNamed() {
    double[] copy = Arrays.stream(lcg.d).map(d -> 2 - 3 * d).toArray();
    CausalData data = lcg.builder().treatment("d", lcg.d).covariate("copy", copy).build();
    assertThat(withPropensities(data, row -> lcg.d[row] == 1 ? 0.7 : 0.3).warnings())
        .containsExactly(
            "the covariates tell the arms of d apart (AUC 1.0000; 0.0 % of the propensities lie"
                + " outside [0.05, 0.95]): there is hardly anyone to compare with; copy is a copy"
                + " of it");
  }

  /** The bounds belong to the range. */
  @Test
  void aPropensityAtTheBoundsIsInsideThem() {
    assertThat(propensityWarnings(row -> row % 2 == 0 ? 0.05 : 0.95)).isEmpty();
    assertThat(propensityWarnings(row -> row % 2 == 0 ? Math.nextDown(0.05) : 0.95))
        .containsExactly(
            "50.0 % of the propensities of d lie outside [0.05, 0.95] and 0.0 % outside [0.01,"
                + " 0.99]: such rows have few to compare with");
    assertThat(propensityWarnings(row -> row % 2 == 0 ? 0.05 : Math.nextUp(0.95)))
        .containsExactly(
            "50.0 % of the propensities of d lie outside [0.05, 0.95] and 0.0 % outside [0.01,"
                + " 0.99]: such rows have few to compare with");
  }

  /**
   * Of 500 rows 20 are treated, four in a hundred: propensities of 0.04, known in an experiment,
   * are no lack of overlap. Where a tenth of the rows has 0.005, these are far from the others.
   */
  @Test
  void propensitiesNearASmallShareAreNoLackOfOverlap() {
    double[] few = new double[Lcg500.ROWS];
    for (int row = 0; row < few.length; row++) {
      few[row] = row % 25 == 0 ? 1 : 0;
    }
    CausalData rare = lcg.builder().treatment("d", few).build();
    assertThat(withPropensities(rare, row -> 0.04).warnings())
        .containsExactly("only 20 rows have d = 1");
    assertThat(withPropensities(rare, row -> row % 10 == 0 ? 0.005 : 0.04).warnings())
        .containsExactly(
            "10.0 % of the propensities of d lie outside [0.01, 0.99], although its mean is 0.040:"
                + " such rows have few to compare with",
            "only 20 rows have d = 1");
  }

  /**
   * Twenty-five treated rows of 500 in a fair experiment are told about, and only because they are
   * few: each stands for itself.
   */
  @Test
  void fewRowsOfAnArmAreNamed() {
    double[] d = new double[Lcg500.ROWS];
    for (int row = 0; row < d.length; row++) {
      d[row] = row % 20 == 0 ? 1 : 0;
    }
    CausalData data = lcg.builder().treatment("d", d).build();
    assertThat(withPropensities(data, row -> 0.05).warnings())
        .containsExactly("only 25 rows have d = 1");
  }

  /** In the middle there is nothing to say. */
  @Test
  void goodOverlapIsNotWarnedOf() {
    assertThat(propensityWarnings(row -> 0.4 + 0.01 * (row % 20))).isEmpty();
  }

  private List<String> propensityWarnings(IntToDoubleFunction propensity) {
    return withPropensities(lcg.builder().treatment("d", lcg.d).build(), propensity).warnings();
  }

  private static DmlResult withPropensities(CausalData data, IntToDoubleFunction propensity) {
    double[] m = IntStream.range(0, data.rows()).mapToDouble(propensity).toArray();
    return DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withPartitions(Lcg500.partitions(1))
        .withPredictions(
            List.of(
                Column.of("ml_l.rep0.treat0", filled(Lcg500.ROWS, 0)),
                Column.of("ml_m.rep0.treat0", m)))
        .estimate(data);
  }

  /**
   * A covariate misses the treatment by 0.01 of z2, so that 1e-4 of the ratio of their variances is
   * left, which is between 0.01 and 1.
   */
  @Test
  void aNuisanceThatIsPredictedAlmostExactlyIsNamed() {
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .estimate(lcg.builder().treatment("dc", lcg.dc).covariate("proxy", proxy()).build());
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("ml_m (")
        .matches(
            ".*\\) predicts dc almost exactly \\(1 - R2 = [0-9.]+e-0[56]\\): is a covariate a copy"
                + " of it, or a consequence\\?");
  }

  private double[] proxy() {
    double[] proxy = lcg.dc.clone();
    for (int row = 0; row < proxy.length; row++) {
      proxy[row] += 0.01 * lcg.z2[row];
    }
    return proxy;
  }

  @Test
  void aLinearProbabilityOutsideItsRangeIsSaid() {
    double[] propensities = filled(Lcg500.ROWS, 0.5);
    propensities[3] = 1.2;
    DmlResult result =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .withPredictions(
                List.of(
                    Column.of("ml_l.rep0.treat0", filled(Lcg500.ROWS, 0)),
                    Column.of("ml_m.rep0.treat0", propensities)))
            .estimate(lcg.binary());
    assertThat(result.warnings())
        .containsExactly(
            "some predicted propensities lie outside [0, 1]: a learner of probabilities would not"
                + " do that");
    Overlap overlap = result.estimates().getFirst().overlap().orElseThrow();
    assertThat(overlap.range().maximum()).isEqualTo(1.2);
    assertThat(overlap.range().clippedHigh())
        .as("partially linear regression clips nothing")
        .isZero();
  }

  /** The share of rows with z = 0 and d = 1 is counted here from the data. */
  @Test
  void dataThatContradictAnAbsentSubgroupAreSaid() {
    int takers = 0;
    for (int i = 0; i < Lcg500.ROWS; i++) {
      takers += lcg.z[i] == 0 && lcg.d[i] == 1 ? 1 : 0;
    }
    CausalData data = lcg.builder().treatment("d", lcg.d).instrument("z", lcg.z).build();
    DmlResult result =
        LinearNuisances.estimator(InteractiveIv.late().withoutAlwaysTakers())
            .withPartitions(Lcg500.partitions(1))
            .estimate(data);
    assertThat(result.warnings())
        .contains("always_takers is false, but " + takers + " rows have z = 0 and d = 1");
  }

  /**
   * Two partitions of which the second has the coefficients of other folds: their spread is many
   * standard errors.
   */
  @Test
  void anEstimateThatDependsOnTheSplitIsSaid() {
    Partition partition = Lcg500.partition(1);
    double[] wild = new double[Lcg500.ROWS];
    for (int i = 0; i < wild.length; i++) {
      wild[i] = -5 * lcg.dc[i];
    }
    double[] zeros = new double[Lcg500.ROWS];
    DmlResult result =
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withPartitions(List.of(partition, partition))
            .withPredictions(
                List.of(
                    Column.of("ml_l.rep0.treat0", zeros),
                    Column.of("ml_m.rep0.treat0", zeros),
                    Column.of("ml_l.rep1.treat0", wild),
                    Column.of("ml_m.rep1.treat0", zeros)))
            .estimate(lcg.continuous());
    TreatmentEffect effect = result.estimates().getFirst();
    double first = effect.repetitions().get(0).coefficient();
    double second = effect.repetitions().get(1).coefficient();
    assertThat(effect.splittingDeviation()).isEqualTo(Math.abs(first - second) / Math.sqrt(2));
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "the estimate for dc depends on how the sample is split: its standard deviation between"
                + " repetitions is ");
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }
}
