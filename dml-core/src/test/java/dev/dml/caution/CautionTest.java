package dev.dml.caution;

import static dev.dml.caution.Filled.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.propensity.Overlap;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.Partition;
import java.util.Arrays;
import java.util.List;
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

  /**
   * The standard deviation of y is 1.6280 and means of other folds have the error 1.6326, so that a
   * constant 0.128 above the mean has the square root of 1.6280² + 0.128², 1.6330.
   */
  @Test
  void whatIsWorseInNoDigitThatIsShownIsNotSaid() {
    double mean = Arrays.stream(lcg.continuous().outcome().toArray()).average().orElseThrow();
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", fit -> filled(fit.test().size(), mean + 0.128))
            .withPartitions(Lcg500.partitions(1))
            .estimate(lcg.continuous());
    assertThat(result.nuisances().getFirst().rmse())
        .isGreaterThan(result.nuisances().getFirst().constantRmse());
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void withoutCovariatesNothingIsPredictedWorseThanAConstant() {
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", fit -> filled(fit.test().size(), 100))
            .withPartitions(Lcg500.partitions(1))
            .estimate(CausalData.builder().outcome("y", lcg.y).treatment("dc", lcg.dc).build());
    assertThat(result.warnings()).isEmpty();
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
}
