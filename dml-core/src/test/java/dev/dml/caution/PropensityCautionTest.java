package dev.dml.caution;

import static dev.dml.caution.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Warnings of propensities near 0 and 1. */
class PropensityCautionTest {

  private final Lcg500 lcg = new Lcg500();

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
}
