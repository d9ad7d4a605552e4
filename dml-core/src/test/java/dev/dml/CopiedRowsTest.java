package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.analysis.sensitivity.Sensitivity;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Propensity;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.TreatmentEffect;
import dev.dml.split.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole weights are copies of rows. */
class CopiedRowsTest {

  private static final Lcg500 LCG = new Lcg500();

  private static final double[] WHOLE =
      Arrays.stream(LCG.x1).map(x -> x < -0.5 ? 1 : x < 0.4 ? 2 : 3).toArray();

  /** Ten rows to a cluster, ten clusters to a fold. */
  private static final Partition FOLDS =
      Partition.of(IntStream.range(0, Lcg500.ROWS).map(row -> row / 10 % 5).toArray());

  private static final double[] CLUSTERS =
      IntStream.range(0, Lcg500.ROWS).map(row -> row / 10).asDoubleStream().toArray();

  /**
   * A model, the names of treatments and instruments, and of what is predicted: means and
   * probabilities.
   */
  record Case(
      CausalModel model,
      List<String> treatments,
      List<String> instruments,
      List<String> means,
      List<String> probabilities) {

    @Override
    public String toString() {
      return model.name() + " " + model.scoreName() + " " + treatments + instruments;
    }
  }

  private static Case of(
      CausalModel model,
      List<String> treatments,
      List<String> instruments,
      String means,
      String probabilities) {
    return new Case(model, treatments, instruments, words(means), words(probabilities));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    List<String> d = List.of("d");
    List<String> dc = List.of("dc");
    List<String> none = List.of();
    Propensity hajek = new Propensity(0.01, Propensity.Weighting.HAJEK);
    cases.add(of(PartiallyLinear.partiallingOut(), dc, none, "ml_l ml_m", ""));
    cases.add(of(PartiallyLinear.partiallingOut(), d, none, "ml_l", "ml_m"));
    cases.add(of(PartiallyLinear.ivType(), dc, none, "ml_l ml_m ml_g", ""));
    cases.add(of(PartiallyLinearIv.partiallingOut(), dc, List.of("z"), "ml_l ml_m ml_r", ""));
    cases.add(of(PartiallyLinearIv.ivType(), dc, List.of("z"), "ml_l ml_m ml_r ml_g", ""));
    cases.add(
        of(
            PartiallyLinearIv.partiallingOut(),
            dc,
            List.of("z", "z2"),
            "ml_l ml_r ml_m_z ml_m_z2",
            ""));
    cases.add(
        of(
            PartiallyLinearIv.partiallingOut(),
            List.of("dc", "d"),
            List.of("z", "z2"),
            "ml_l ml_r_dc ml_r_d ml_m_z ml_m_z2",
            ""));
    for (Estimand estimand : Estimand.values()) {
      cases.add(of(InteractiveRegression.of(estimand), d, none, "ml_g0 ml_g1", "ml_m"));
      cases.add(
          of(
              InteractiveRegression.of(estimand).withPropensity(hajek),
              d,
              none,
              "ml_g0 ml_g1",
              "ml_m"));
    }
    cases.add(
        of(
            InteractiveIv.late().withPropensity(hajek),
            d,
            List.of("z"),
            "ml_g0 ml_g1",
            "ml_m ml_r0 ml_r1"));
    cases.add(of(InteractiveIv.late(), d, List.of("z"), "ml_g0 ml_g1", "ml_m ml_r0 ml_r1"));
    cases.add(
        of(
            AveragePotentialOutcomes.ofAllLevels().withReference("0").withPropensity(hajek),
            d,
            none,
            "ml_g.d=0 ml_g.d=1",
            "ml_m.d=1"));
    cases.add(of(TwoPeriods.of(Assignment.OBSERVATIONAL), d, none, "ml_g0 ml_g1", "ml_m"));
    cases.add(of(TwoPeriods.of(Assignment.EXPERIMENTAL), d, none, "ml_g0 ml_g1", ""));
    return cases.stream();
  }

  private static double[] variable(String name) {
    return switch (name) {
      case "d" -> LCG.d;
      case "dc" -> LCG.dc;
      case "z" -> LCG.z;
      case "z2" -> LCG.z2;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static CausalDataBuilder data(Case each, Function<double[], double[]> rows) {
    CausalDataBuilder data =
        CausalData.builder()
            .outcome("y", rows.apply(LCG.y))
            .covariate("x1", rows.apply(LCG.x1))
            .covariate("x2", rows.apply(LCG.x2))
            .covariate("x3", rows.apply(LCG.x3));
    each.treatments().forEach(name -> data.treatment(name, rows.apply(variable(name))));
    each.instruments().forEach(name -> data.instrument(name, rows.apply(variable(name))));
    return data;
  }

  /** Random predictions, the same for copies of a row. */
  private static List<Column> predictions(Case each, Function<double[], double[]> rows) {
    RandomGenerator random = new Seed(3).generator();
    List<Column> columns = new ArrayList<>();
    for (String name : each.means()) {
      columns.add(prediction(name, random::nextGaussian, rows));
    }
    for (String name : each.probabilities()) {
      columns.add(prediction(name, () -> 0.1 + 0.8 * random.nextDouble(), rows));
    }
    return columns;
  }

  private static Column prediction(
      String name, DoubleSupplier draw, Function<double[], double[]> rows) {
    double[] values =
        IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> draw.getAsDouble()).toArray();
    return Column.of(name + ".rep0.treat0", rows.apply(values));
  }

  private static double[] copied(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .flatMapToDouble(
            row -> IntStream.range(0, (int) WHOLE[row]).mapToDouble(copy -> values[row]))
        .toArray();
  }

  private static Partition copiedFolds() {
    double[] folds = IntStream.range(0, Lcg500.ROWS).mapToDouble(FOLDS::fold).toArray();
    return Partition.of(Arrays.stream(copied(folds)).mapToInt(fold -> (int) fold).toArray());
  }

  /**
   * Copies stay in the cluster of their row, and clusters know of rows nothing but weighted sums:
   * so estimates and standard errors are the same, whatever the score does in between.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void wholeWeightsAreCopiesOfRowsInTheirClusters(Case each) {
    DmlResult weighted =
        asked(each)
            .withPartitions(List.of(FOLDS))
            .withPredictions(predictions(each, values -> values))
            .estimate(
                data(each, values -> values).cluster("c", CLUSTERS).weights("w", WHOLE).build());
    DmlResult copied =
        asked(each)
            .withPartitions(List.of(copiedFolds()))
            .withPredictions(predictions(each, CopiedRowsTest::copied))
            .estimate(data(each, CopiedRowsTest::copied).cluster("c", copied(CLUSTERS)).build());
    areAlike(weighted.answers().sensitivity(), copied.answers().sensitivity());
    for (int i = 0; i < copied.estimates().size(); i++) {
      TreatmentEffect expected = copied.estimates().get(i);
      TreatmentEffect actual = weighted.estimates().get(i);
      assertThat(actual.coefficient())
          .isCloseTo(expected.coefficient(), within(1e-10 * Math.abs(expected.coefficient())));
      assertThat(actual.standardError())
          .isCloseTo(expected.standardError(), within(1e-10 * expected.standardError()));
      expected
          .overlap()
          .ifPresent(
              overlap -> {
                assertThat(actual.overlap().orElseThrow().auc())
                    .isCloseTo(overlap.auc(), within(1e-12));
                assertThat(actual.overlap().orElseThrow().r2())
                    .isCloseTo(overlap.r2(), within(1e-12));
              });
    }
  }

  /** Bounds under a confounder are asked for where a model has some. */
  private static DoubleMachineLearning asked(Case each) {
    DoubleMachineLearning dml = DoubleMachineLearning.of(each.model());
    return each.model().hasSensitivity() ? dml.withSensitivity(Confounding.DEFAULT) : dml;
  }

  private static void areAlike(List<Sensitivity> actual, List<Sensitivity> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).lower().coefficient())
          .isCloseTo(expected.get(i).lower().coefficient(), within(1e-9));
      assertThat(actual.get(i).upper().standardError())
          .isCloseTo(expected.get(i).upper().standardError(), within(1e-9));
      assertThat(actual.get(i).robustness()).isCloseTo(expected.get(i).robustness(), within(1e-9));
    }
  }

  /** Without clusters copies count as independent rows, so that only the estimate is the same. */
  @ParameterizedTest
  @MethodSource("cases")
  void wholeWeightsAreCopiesOfRowsForLinearLearners(Case each) {
    DoubleMachineLearning dml = linear(each);
    DmlResult weighted =
        dml.withPartitions(List.of(FOLDS))
            .estimate(data(each, values -> values).weights("w", WHOLE).build());
    DmlResult copied =
        dml.withPartitions(List.of(copiedFolds()))
            .estimate(data(each, CopiedRowsTest::copied).build());
    for (int i = 0; i < copied.estimates().size(); i++) {
      assertThat(weighted.estimates().get(i).coefficient())
          .isCloseTo(copied.estimates().get(i).coefficient(), within(1e-8));
    }
    for (int i = 0; i < copied.nuisances().size(); i++) {
      NuisanceQuality expected = copied.nuisances().get(i);
      NuisanceQuality actual = weighted.nuisances().get(i);
      assertThat(actual.rmse()).isCloseTo(expected.rmse(), within(1e-8));
      assertThat(actual.constantRmse()).isCloseTo(expected.constantRmse(), within(1e-12));
      expected
          .logLoss()
          .ifPresent(
              loss -> assertThat(actual.logLoss().orElseThrow()).isCloseTo(loss, within(1e-8)));
    }
  }

  private static DoubleMachineLearning linear(Case each) {
    DoubleMachineLearning dml = DoubleMachineLearning.of(each.model());
    for (String name : each.means()) {
      dml = dml.withLearner(name, new LinearRegression());
    }
    for (String name : each.probabilities()) {
      dml = dml.withLearner(name, LogisticRegression.DEFAULT);
    }
    return dml;
  }
}
