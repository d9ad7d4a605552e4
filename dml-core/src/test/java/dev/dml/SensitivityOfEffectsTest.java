package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.analysis.sensitivity.Benchmark;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.OmittedVariableBias;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Aggregation;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.task.LocalBackend;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sensitivity from data to answer; numbers of DoubleML for Python 0.12.dev0, commit 1808b07a. */
class SensitivityOfEffectsTest {

  private static final double EXACT = 1e-10;

  /** That package looks for the robustness value by minimising a square. */
  private static final double BY_MINIMISER = 1e-5;

  private final Lcg500 lcg = new Lcg500();

  private static DoubleMachineLearning estimator(CausalModel model, Confounding confounding) {
    return LinearNuisances.estimator(model)
        .withPartitions(Lcg500.partitions(1))
        .withAggregation(Aggregation.MEDIAN)
        .withSensitivity(confounding);
  }

  private static void assertBounds(
      DmlResult result, double lower, double upper, double robustness) {
    Sensitivity answer = result.answers().sensitivity().getFirst();
    assertThat(answer.lower().coefficient()).isCloseTo(lower, within(EXACT));
    assertThat(answer.upper().coefficient()).isCloseTo(upper, within(EXACT));
    assertThat(answer.robustness()).isCloseTo(robustness, within(BY_MINIMISER));
  }

  @Test
  void partiallyLinearRegressionHasTheBoundsOfDoubleMl() {
    assertBounds(
        estimator(PartiallyLinear.partiallingOut(), Confounding.DEFAULT).estimate(lcg.continuous()),
        .552034650889,
        .649520595383,
        .31151686);
  }

  @Test
  void interactiveRegressionHasTheBoundsOfDoubleMl() {
    assertBounds(
        estimator(InteractiveRegression.of(Estimand.ATE), Confounding.DEFAULT)
            .estimate(lcg.binary()),
        1.190127029784,
        1.338542068029,
        .40149690);
    assertBounds(
        estimator(InteractiveRegression.of(Estimand.ATTE), Confounding.DEFAULT)
            .estimate(lcg.binary()),
        1.230165935829,
        1.377685713899,
        .41267507);
  }

  @Test
  void aBenchmarkHasTheNumbersOfDoubleMl() {
    Confounding confounding = Confounding.DEFAULT.withBenchmark("first", List.of("x1"));
    Benchmark benchmark =
        estimator(PartiallyLinear.partiallingOut(), confounding)
            .estimate(lcg.continuous())
            .answers()
            .sensitivity()
            .getFirst()
            .benchmarks()
            .get("first");
    assertThat(benchmark.cfY()).isCloseTo(.198563078368, within(EXACT));
    assertThat(benchmark.cfD()).isCloseTo(.239993307998, within(EXACT));
    assertThat(benchmark.rho()).isEqualTo(1);
    assertThat(benchmark.change()).isCloseTo(.326026736796, within(EXACT));
  }

  /** Drawn folds, two waves and two treatments, of which each is a covariate of the other. */
  @Test
  void aBenchmarkChangesByWhatAnEstimationOfItsOwnChanges() {
    CausalData data = lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc).build();
    CausalData without =
        CausalData.builder()
            .outcome("y", lcg.y)
            .treatment("d", lcg.d)
            .treatment("dc", lcg.dc)
            .covariate("x2", lcg.x2)
            .build();
    DoubleMachineLearning plain =
        LinearNuisances.estimator(PartiallyLinear.ivType()).withRepetitions(1);
    DmlResult all =
        plain
            .withSensitivity(Confounding.DEFAULT.withBenchmark("both", List.of("x1", "x3")))
            .estimate(data);
    DmlResult less = plain.estimate(without);
    for (int t = 0; t < 2; t++) {
      assertThat(all.answers().sensitivity().get(t).benchmarks().get("both").change())
          .isEqualTo(less.estimates().get(t).coefficient() - all.estimates().get(t).coefficient());
    }
    assertThat(all.estimates()).isEqualTo(plain.estimate(data).estimates());
    assertThat(all.run().tasks()).isEqualTo(2 * less.run().tasks());
  }

  @Test
  void everyNumberOfThreadsGivesTheSameBits() {
    DoubleMachineLearning estimator =
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE))
            .withRepetitions(4)
            .withSensitivity(Confounding.DEFAULT.withBenchmark("x1", List.of("x1")));
    String one = answers(estimator.withBackend(new LocalBackend(1)));
    assertThat(answers(estimator.withBackend(new LocalBackend(2)))).isEqualTo(one);
    assertThat(answers(estimator.withBackend(new LocalBackend(8)))).isEqualTo(one);
  }

  private String answers(DoubleMachineLearning estimator) {
    Sensitivity answer = estimator.estimate(lcg.binary()).answers().sensitivity().getFirst();
    return answer.repetitions() + " " + answer.benchmarks() + " " + answer.significantRobustness();
  }

  /** The average effect is the contrast of two levels, and so are its bounds. */
  @Test
  void theContrastOfTwoLevelsHasTheBoundsOfTheAverageEffect() {
    DmlResult levels =
        estimator(AveragePotentialOutcomes.ofAllLevels().withReference("0"), Confounding.DEFAULT)
            .estimate(lcg.binary());
    DmlResult average =
        estimator(InteractiveRegression.of(Estimand.ATE), Confounding.DEFAULT)
            .estimate(lcg.binary());

    assertThat(levels.answers().sensitivity()).hasSize(3);
    Sensitivity contrast = levels.answers().sensitivity().getLast();
    Sensitivity effect = average.answers().sensitivity().getFirst();
    assertThat(contrast.lower().coefficient())
        .isCloseTo(effect.lower().coefficient(), within(EXACT));
    assertThat(contrast.lower().standardError())
        .isCloseTo(effect.lower().standardError(), within(EXACT));
    assertThat(contrast.upper().standardError())
        .isCloseTo(effect.upper().standardError(), within(EXACT));
    assertThat(contrast.significantRobustness())
        .isCloseTo(effect.significantRobustness(), within(EXACT));
  }

  /** sigma2 is one for all levels, nu2 of a contrast the sum of those of its levels. */
  @Test
  void theBiasOfALevelIsThatOfItsInversePropensities() {
    double[] three =
        IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> i % 7 == 0 ? 2 : lcg.d[i]).toArray();
    DmlResult result =
        estimator(AveragePotentialOutcomes.ofAllLevels().withReference("0"), Confounding.DEFAULT)
            .withPredictionsKept()
            .estimate(lcg.builder().treatment("d", three).build());
    Map<String, Column> kept =
        result.predictions().stream().collect(Collectors.toMap(Column::name, column -> column));

    double[] nu2 = new double[3];
    double sigma2 = 0;
    for (int i = 0; i < Lcg500.ROWS; i++) {
      int own = (int) three[i];
      double left = lcg.y[i] - kept.get("ml_g.d=" + own + ".rep0.treat0").get(i);
      sigma2 += left * left / Lcg500.ROWS;
      for (int level = 0; level < 3; level++) {
        double m = kept.get("ml_m.d=" + level + ".rep0.treat0").get(i);
        m = Math.clamp(m, 0.01, 0.99);
        nu2[level] += (2 / m - (own == level ? 1 / (m * m) : 0)) / Lcg500.ROWS;
      }
    }
    double[] expected = {nu2[0], nu2[1], nu2[2], nu2[1] + nu2[0], nu2[2] + nu2[0]};
    for (int subject = 0; subject < 5; subject++) {
      OmittedVariableBias bias =
          result.answers().sensitivity().get(subject).repetitions().getFirst();
      assertThat(bias.sigma()).isCloseTo(Math.sqrt(sigma2), within(EXACT));
      assertThat(bias.nu()).isCloseTo(Math.sqrt(expected[subject]), within(EXACT));
    }
  }

  /** With two levels the regression of the others is that of the other level. */
  @Test
  void theOutcomeAtALevelThatIsNotEstimatedIsLearntForTheSensitivity() {
    AveragePotentialOutcomes model = AveragePotentialOutcomes.ofAllLevels();
    DmlResult all = estimator(model, Confounding.DEFAULT).estimate(lcg.binary());
    DmlResult one =
        estimator(model.withLevels(List.of("1")), Confounding.DEFAULT).estimate(lcg.binary());
    assertThat(one.nuisances())
        .extracting(NuisanceQuality::name)
        .containsExactly("ml_g.d=1", "ml_g.d!=1", "ml_m.d=1");
    OmittedVariableBias ofAll = all.answers().sensitivity().get(1).repetitions().getFirst();
    OmittedVariableBias ofOne = one.answers().sensitivity().getFirst().repetitions().getFirst();
    assertThat(ofOne.sigma()).isEqualTo(ofAll.sigma());
    // One propensity is one less the other, or fitted itself.
    assertThat(ofOne.nu()).isCloseTo(ofAll.nu(), within(EXACT));
    DmlResult unasked =
        LinearNuisances.estimator(model.withLevels(List.of("1"))).estimate(lcg.binary());
    assertThat(unasked.nuisances())
        .extracting(NuisanceQuality::name)
        .containsExactly("ml_g.d=1", "ml_m.d=1");
  }

  @Test
  void textsThatAreNotEstimatedLeaveTheResidualUnknown() {
    List<String> plans =
        IntStream.range(0, Lcg500.ROWS)
            .mapToObj(row -> "abcd".substring(row % 4, row % 4 + 1))
            .toList();
    refused(
        estimator(
            AveragePotentialOutcomes.ofAllLevels().withLevels(List.of("a", "c", "d")),
            Confounding.DEFAULT),
        lcg.builder().treatment("plan", plans).build(),
        "sensitivity: what is left of the outcome is known if all levels of a treatment of texts"
            + " are estimated, but b is not among the levels; leave levels out, or name all that"
            + " occur");
  }

  @Test
  void whatCannotBeAnsweredIsRefusedBeforeTheFirstFit() {
    CausalData instrument = lcg.builder().treatment("dc", lcg.dc).instrument("z", lcg.z).build();
    refused(
        LinearNuisances.estimator(PartiallyLinearIv.partiallingOut())
            .withConfidenceLevel(0.4)
            .withSensitivity(Confounding.DEFAULT),
        instrument,
        "sensitivity: pliv with the score partialling-out, whose effect is a ratio of two effects"
            + " of the instrument, each of which a confounder of the instrument would bias; ask it"
            + " of the reduced form, plr or irm with the instrument as treatment",
        "sensitivity: its one-sided intervals need a confidence_level above 0.5, but it is 0.4");
    refused(
        LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATO))
            .withSensitivity(Confounding.DEFAULT),
        lcg.binary(),
        "sensitivity: irm with the score ato, which does not say how a confounder would bias it");
    refused(
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withSensitivity(
                new Confounding(
                    0.03, 0.03, 1, 0, Map.of("income", List.of("x1", "inc", "x22", "x1")))),
        lcg.continuous(),
        "sensitivity.benchmarks.income: no covariate is named inc; there are: x1, x2, x3",
        "sensitivity.benchmarks.income: no covariate is named x22; did you mean x2? there are: x1,"
            + " x2, x3");
    refused(
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withSensitivity(Confounding.DEFAULT.withBenchmark("all", List.of("x3", "x1", "x2"))),
        lcg.continuous(),
        "sensitivity.benchmarks.all: must leave a covariate, but names all: x1, x2, x3");
    refused(
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withSensitivity(Confounding.DEFAULT.withBenchmark("none", List.of())),
        lcg.continuous(),
        "sensitivity.benchmarks.none: must name at least one covariate");
  }

  /** Given predictions are those with all covariates. */
  @Test
  void aBenchmarkNeedsLearnersBesideGivenPredictions() {
    CausalData data = lcg.continuous();
    CausalModel model = PartiallyLinear.partiallingOut();
    DmlResult learnt =
        LinearNuisances.estimator(model).withRepetitions(1).withPredictionsKept().estimate(data);
    refused(
        DoubleMachineLearning.of(model)
            .withRepetitions(1)
            .withPredictions(learnt.predictions())
            .withSensitivity(Confounding.DEFAULT.withBenchmark("x1", List.of("x1"))),
        data,
        "sensitivity.benchmarks.x1: learners.ml_l: is missing; plr needs a learner for it",
        "sensitivity.benchmarks.x1: learners.ml_m: is missing; plr needs a learner for it");
  }

  private static void refused(
      DoubleMachineLearning estimator, CausalData data, String... problems) {
    assertThatThrownBy(() -> estimator.estimate(data))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }
}
