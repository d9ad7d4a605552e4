package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.CausalModel;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.interactive.SampleSelection.Selection;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import dev.dml.simulation.DesignType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SampleSelectionTest {

  private static final SampleSelection AT_RANDOM = SampleSelection.of(Selection.MISSING_AT_RANDOM);
  private static final SampleSelection NON_IGNORABLE = SampleSelection.of(Selection.NON_IGNORABLE);
  private static final Propensity HAJEK = new Propensity(0.01, Weighting.HAJEK);

  private final Lcg500 lcg = new Lcg500();

  private CausalDataBuilder selected() {
    return lcg.builder().treatment("d", lcg.d).selected("s", lcg.selected());
  }

  /** The numbers are those of DoubleML; see {@link Lcg500}. */
  @Test
  void missingAtRandomOnKnownData() {
    assertThat(Arrays.stream(lcg.selected()).average().orElseThrow()).isEqualTo(.794);
    DmlResult result =
        LinearNuisances.estimator(AT_RANDOM)
            .withPartitions(Lcg500.partitions(1))
            .withAggregation(Aggregation.MEDIAN)
            .estimate(selected().build());
    assertThat(result.coefficient()).isCloseTo(1.2825443691, within(5e-11));
    assertThat(result.standardError()).isCloseTo(0.136281435563, within(5e-13));
  }

  private static Estimate estimate(CausalModel model, CausalData data, Column... predictions) {
    return model
        .score(data, new Parameter(0), Predictions.of(List.of(predictions)))
        .solve(SamplingDesign.independent(data.rows()))
        .estimate();
  }

  /**
   * By hand. The weights are 1 / (.5 x .5) = 4, 0 of the row that is not selected, 1 / (.75 x 2/3)
   * = 2 and 1 / (.25 x .8) = 5. The scores are 2 - 1 + 4 (3 - 2) = 5, 1 - 1 = 0, 2 - 0 - 2 (1 - 0)
   * = 0 and 1 - 0 - 5 (0 - 0) = 1, with the mean 1.5. Normalised, the arms have the mean weights
   * 4/4 and 7/4, so that the scores are 5, 0, 2 - 8/7 and 1, with the mean 12/7.
   */
  @Test
  void theScoreByHand() {
    CausalData data =
        CausalData.builder()
            .outcome("y", 3, Double.NaN, 1, 0)
            .treatment("d", 1, 1, 0, 0)
            .selected("s", 1, 0, 1, 1)
            .build();
    Column[] predictions = {
      Column.of("ml_g_d0", 1, 1, 0, 0),
      Column.of("ml_g_d1", 2, 1, 2, 1),
      Column.of("ml_pi", .5, .1, 2.0 / 3, .8),
      Column.of("ml_m", .5, .5, .25, .75)
    };
    assertThat(estimate(AT_RANDOM, data, predictions).coefficient()).isCloseTo(1.5, within(1e-15));
    SampleSelection normalised = new SampleSelection(Selection.MISSING_AT_RANDOM, HAJEK);
    assertThat(estimate(normalised, data, predictions).coefficient())
        .isCloseTo(12.0 / 7, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(Weighting.class)
  void whereEveryoneIsCertainlySelectedItIsTheInteractiveModel(Weighting weighting) {
    double[] ones = new double[Lcg500.ROWS];
    Arrays.fill(ones, 1);
    CausalData all = lcg.builder().treatment("d", lcg.d).selected("s", ones).build();
    double[] m = Arrays.stream(lcg.x2).map(x -> 1 / (1 + Math.exp(-x))).toArray();
    Column propensity = Column.of("ml_m", m);
    Propensity handling = new Propensity(0.01, weighting);
    Estimate selection =
        estimate(
            new SampleSelection(Selection.MISSING_AT_RANDOM, handling),
            all,
            Column.of("ml_g_d0", lcg.x1),
            Column.of("ml_g_d1", lcg.x3),
            Column.of("ml_pi", ones),
            propensity);
    Estimate interactive =
        estimate(
            new InteractiveRegression(Estimand.ATE, handling),
            lcg.binary(),
            Column.of("ml_g0", lcg.x1),
            Column.of("ml_g1", lcg.x3),
            propensity);
    assertThat(selection.coefficient()).isCloseTo(interactive.coefficient(), within(1e-13));
    assertThat(selection.standardError()).isCloseTo(interactive.standardError(), within(1e-13));
  }

  /**
   * With weights of mean one in each arm, a constant that is added to every outcome, but unknown to
   * the predictions, goes out of the difference. With DoubleML's factor, which makes the mean the
   * share of the arm, it does not.
   */
  @Test
  void normalisedWeightsTakeOutAConstant() {
    SampleSelection normalised = new SampleSelection(Selection.MISSING_AT_RANDOM, HAJEK);
    double[] shifted = Arrays.stream(lcg.y).map(y -> y + 100).toArray();
    double[] pi = Arrays.stream(lcg.x1).map(x -> 0.7 + 0.2 * x).toArray();
    double[] m = Arrays.stream(lcg.x2).map(x -> 0.5 + 0.3 * x).toArray();
    Column[] predictions = {
      Column.of("ml_g_d0", lcg.x1),
      Column.of("ml_g_d1", lcg.x3),
      Column.of("ml_pi", pi),
      Column.of("ml_m", m)
    };
    CausalData more = selected().outcome("y", shifted).build();
    assertThat(estimate(normalised, more, predictions).coefficient())
        .isCloseTo(
            estimate(normalised, selected().build(), predictions).coefficient(), within(1e-11));
  }

  @Test
  void whatAnOutcomeIsThatWasNotObservedIsOfNoConsequence() {
    double[] s = lcg.selected();
    double[] missing = lcg.y.clone();
    for (int row = 0; row < missing.length; row++) {
      missing[row] = s[row] == 1 ? missing[row] : Double.NaN;
    }
    CausalData data = selected().outcome("y", missing).build();
    assertThat(data.digest()).isEqualTo(selected().build().digest());
    assertThat(data.outcome().get(firstUnselected())).isZero();
  }

  private int firstUnselected() {
    double[] s = lcg.selected();
    int row = 0;
    while (s[row] == 1) {
      row++;
    }
    return row;
  }

  @Test
  void whoIsAveragedAndHowManyWereObservedIsSaid() {
    DmlResult result = LinearNuisances.estimator(AT_RANDOM).estimate(selected().build());
    TreatmentEffect effect = result.estimates().getFirst();
    assertThat(effect.estimand())
        .isEqualTo(
            "average effect of d on y, observed in 397 of 500 rows, where s is 1 (sample"
                + " selection)");
    assertThat(effect.overlap().orElseThrow().variable()).isEqualTo("d");
    assertThat(effect.selection().orElseThrow().variable()).isEqualTo("s");
    assertThat(effect.selection().orElseThrow().treated().rows()).isEqualTo(397);
  }

  private static void refused(CausalModel model, CausalData data, String... problems) {
    assertThatThrownBy(() -> LinearNuisances.estimator(model).estimate(data))
        .isInstanceOf(InvalidInput.class)
        .extracting(e -> ((InvalidInput) e).problems())
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .containsExactly(problems);
  }

  @Test
  void dataWithoutSelectionAreRefused() {
    refused(
        AT_RANDOM,
        lcg.binary(),
        "data.selected: ssm needs the column that is 1 where the outcome was observed and 0"
            + " elsewhere, but there is none");
    double[] ones = new double[Lcg500.ROWS];
    Arrays.fill(ones, 1);
    refused(
        AT_RANDOM,
        selected().selected("s", ones).build(),
        "data.selected: ssm needs the column that is 1 where the outcome was observed and 0"
            + " elsewhere, with both among the rows, but s has the value 1; where every outcome was"
            + " observed, irm estimates the effect");
    double[] ranks = new double[Lcg500.ROWS];
    Arrays.setAll(ranks, row -> row % 3);
    refused(
        AT_RANDOM,
        selected().selected("rank", ranks).build(),
        "data.selected: ssm needs the column that is 1 where the outcome was observed and 0"
            + " elsewhere, with both among the rows, but rank has the values 0, 1, 2");
    refused(
        AT_RANDOM,
        selected().outcome("y", lcg.selected()).build(),
        "data.outcome: y must vary, but is 1 in all 397 rows");
  }

  @Test
  void otherModelsDoNotTakeRowsWithoutAnOutcome() {
    refused(
        PartiallyLinear.partiallingOut(),
        selected().build(),
        "data.selected: only ssm takes rows without an outcome, but there is: s");
  }

  @Test
  void instrumentsBelongToNonIgnorableSelection() {
    refused(
        AT_RANDOM,
        selected().instrument("z", lcg.z).build(),
        "data.instruments: ssm with the score missing-at-random uses no instruments, but there are:"
            + " z");
    refused(
        NON_IGNORABLE,
        selected().treatment("d2", lcg.z2).build(),
        "data.treatment: ssm with the score non-ignorable needs exactly one treatment, but there"
            + " are 2: d, d2; name the others as covariates",
        "data.instruments: ssm with the score non-ignorable needs at least one instrument, but"
            + " there are none");
    refused(
        AT_RANDOM,
        selected().estimandWeights(Column.of("v", lcg.z)).build(),
        "data.estimand_weights: ssm takes no weights of effects, but there are: v; legal under irm"
            + " and apo");
  }

  /** Two treated rows were observed, both in the first of five folds. */
  @Test
  void anArmWithoutObservedRowsOutsideAFoldIsRefused() {
    double[] s = lcg.selected();
    int left = 2;
    for (int row = 0; row < s.length; row++) {
      if (lcg.d[row] == 1) {
        s[row] = row % 5 == 0 && left > 0 ? 1 : 0;
        left -= (int) s[row];
      }
    }
    assertThatThrownBy(
            () ->
                LinearNuisances.estimator(AT_RANDOM)
                    .withPartitions(Lcg500.partitions(1))
                    .estimate(selected().selected("s", s).build()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "folds: ml_g_d1 (d = 1, s = 1) of treatment d has fewer rows to train on than the 2"
                + " that linear-regression needs in 1 of 5 training sets, the first in repetition"
                + " 0, fold 0; take another number of folds, or a learner that needs fewer rows");
  }

  @Test
  void aCertainlyUnselectedRowThatWasSelectedIsRefused() {
    double[] none = new double[Lcg500.ROWS];
    double[] half = new double[Lcg500.ROWS];
    Arrays.fill(half, 0.5);
    assertThatThrownBy(
            () ->
                estimate(
                    AT_RANDOM,
                    selected().build(),
                    Column.of("ml_g_d0", none),
                    Column.of("ml_g_d1", none),
                    Column.of("ml_pi", none),
                    Column.of("ml_m", half)))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessage(
            "the predicted probability of s = 1 is exactly 0 in 397 rows in which it is 1; take a"
                + " learner of ml_pi that predicts no 0, such as logistic-regression");
  }

  /**
   * Of 60 data sets, 95 % intervals miss the effect in 3 on average; with the true rate, more than
   * 9 have the probability 0.0012 (binomial). The bias of the mean of 60 estimates is within four
   * of its standard errors.
   */
  @ParameterizedTest
  @CsvSource({"MISSING_AT_RANDOM, 1", "NON_IGNORABLE, 0"})
  void intervalsHoldTheEffectOfSimulatedData(Selection selection, double mar) {
    Map<String, Double> values = Map.of("n", 1000.0, "p", 5.0, "theta", 1.0, "mar", mar);
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(SampleSelection.of(selection)).withRepetitions(1).withFolds(3);
    int missed = 0;
    double sum = 0;
    double error = 0;
    int sets = 60;
    for (int k = 0; k < sets; k++) {
      CausalData data =
          DesignType.named("ssm").orElseThrow().create(values).draw(new Seed(42).with(k));
      DmlResult result = estimator.estimate(data);
      sum += result.coefficient() - 1;
      error += result.standardError() / sets;
      missed += Math.abs(result.coefficient() - 1) > 1.96 * result.standardError() ? 1 : 0;
    }
    assertThat(missed).isLessThanOrEqualTo(9);
    assertThat(sum / sets).isCloseTo(0, within(4 * error / Math.sqrt(sets)));
  }
}
