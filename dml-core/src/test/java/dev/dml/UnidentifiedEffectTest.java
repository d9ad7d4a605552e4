package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.UnidentifiedException;
import dev.dml.learner.tree.boosting.GradientBoosting;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A treatment or an instrument that the covariates explain identifies nothing. */
class UnidentifiedEffectTest {

  private static final String ADVICE =
      "; leave out the copy of it, or one of those that add up to it";

  private final Lcg500 lcg = new Lcg500();
  private final double[] sum = column(i -> lcg.x1[i] + lcg.x2[i] - 2 * lcg.x3[i]);

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(value).toArray();
  }

  private static void refused(
      DoubleMachineLearning estimator, CausalData data, String before, String after) {
    assertThatThrownBy(() -> estimator.withPartitions(Lcg500.partitions(2)).estimate(data))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessageMatching(
            "\\Qthe effect is not identified: "
                + before
                + "\\E[0-9.]+e-[0-9]+\\Q"
                + after
                + ADVICE
                + "\\E");
  }

  static List<CausalModel> bothScores() {
    return List.of(PartiallyLinear.partiallingOut(), PartiallyLinear.ivType());
  }

  @ParameterizedTest
  @MethodSource("bothScores")
  void aTreatmentThatIsASumOfCovariatesIsRefused(CausalModel model) {
    refused(
        LinearNuisances.estimator(model),
        lcg.builder().treatment("total", sum).build(),
        "the covariates explain all but ",
        " of the variance of the treatment total");
  }

  @Test
  void aCopyOfTheTreatmentIsRefusedWhenBoostingFindsIt() {
    refused(
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", GradientBoosting.DEFAULT)
            .withLearner("ml_m", GradientBoosting.DEFAULT),
        lcg.builder().treatment("d", lcg.d).covariate("copy", lcg.d).build(),
        "the covariates explain all but ",
        " of the variance of the treatment d");
  }

  /** Three 0/1 columns that add up to 1. */
  @Test
  void allIndicatorsOfAFactorAreRefused() {
    CausalData data =
        lcg.builder()
            .treatment("a", column(i -> i % 3 == 0 ? 1 : 0))
            .treatment("b", column(i -> i % 3 == 1 ? 1 : 0))
            .treatment("c", column(i -> i % 3 == 2 ? 1 : 0))
            .build();
    refused(
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withBackend(new LocalBackend(1)),
        data,
        "the covariates and the other treatments explain all but ",
        " of the variance of the treatment a");
  }

  static List<CausalModel> bothScoresWithInstruments() {
    return List.of(PartiallyLinearIv.partiallingOut(), PartiallyLinearIv.ivType());
  }

  @ParameterizedTest
  @MethodSource("bothScoresWithInstruments")
  void anInstrumentThatTheCovariatesExplainIsRefused(CausalModel model) {
    refused(
        LinearNuisances.estimator(model),
        lcg.builder().treatment("dc", lcg.dc).instrument("total", sum).build(),
        "the covariates explain all but ",
        " of the variance of the instrument total");
  }

  @ParameterizedTest
  @MethodSource("bothScoresWithInstruments")
  void anEndogenousTreatmentThatTheCovariatesExplainIsRefused(CausalModel model) {
    refused(
        LinearNuisances.estimator(model),
        lcg.builder().treatment("total", sum).instrument("z", lcg.z).build(),
        "the covariates explain all but ",
        " of the variance of the treatment total");
  }

  @Test
  void oneOfSeveralInstrumentsThatTheCovariatesExplainIsRefused() {
    refused(
        LinearNuisances.estimator(PartiallyLinearIv.partiallingOut()),
        lcg.builder()
            .treatment("dc", lcg.dc)
            .instrument("z", lcg.z)
            .instrument("total", sum)
            .build(),
        "the covariates explain all but ",
        " of the variance of the instrument total");
  }

  /** Treatment take-up is predicted exactly, whatever the instrument. */
  @Test
  void aTreatmentWhoseTakeUpTheCovariatesExplainIsRefused() {
    CausalData data =
        lcg.builder().treatment("d", lcg.d).instrument("z", lcg.z).covariate("copy", lcg.d).build();
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(InteractiveIv.late())
            .withLearner("ml_r", GradientBoosting.DEFAULT);
    refused(
        estimator, data, "the covariates explain all but ", " of the variance of the treatment d");
  }

  /**
   * The predictions miss the treatment by 1e-3 or 1e-5 of an independent column, so that 1e-6 or
   * 1e-10 of its variance are left but for a factor near 1; the limit is 1e-8. With the outcome d +
   * 2 (remainder) and no prediction of it but d, the effect is 2 by construction.
   */
  @Test
  void aSmallRemainderIsUsedAndATinyOneIsNot() {
    assertThat(effect(1e-3)).isCloseTo(2, within(1e-9));
    assertThatThrownBy(() -> effect(1e-5)).isInstanceOf(UnidentifiedException.class);
  }

  private double effect(double remainder) {
    double[] predicted = column(i -> lcg.dc[i] - remainder * lcg.x1[i]);
    CausalData data =
        CausalData.builder()
            .outcome("y", column(i -> lcg.dc[i] + 2 * remainder * lcg.x1[i]))
            .treatment("dc", lcg.dc)
            .covariate("x2", lcg.x2)
            .build();
    return DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withRepetitions(1)
        .withPredictions(
            List.of(
                Column.of("ml_l.rep0.treat0", lcg.dc), Column.of("ml_m.rep0.treat0", predicted)))
        .estimate(data)
        .coefficient();
  }
}
