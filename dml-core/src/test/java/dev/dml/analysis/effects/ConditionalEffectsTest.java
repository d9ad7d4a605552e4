package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.DoubleMachineLearning;
import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.CausalModel;
import dev.dml.model.EffectSignal;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.task.LocalBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionalEffectsTest {

  private final Lcg500 lcg = new Lcg500();

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(value).toArray();
  }

  private CausalDataBuilder data() {
    return lcg.builder()
        .treatment("d", lcg.d)
        .modifier("one", column(row -> 1))
        .modifier("x1", lcg.x1)
        .modifier("thousands", column(row -> 1000 * lcg.x1[row]))
        .modifier("shifted", column(row -> lcg.x1[row] + 7))
        .modifier("low", column(row -> lcg.x1[row] < 0 ? 1 : 0))
        .modifier("high", column(row -> lcg.x1[row] < 0 ? 0 : 1));
  }

  private static DoubleMachineLearning estimator(CausalModel model, CurveBasis basis) {
    return LinearNuisances.estimator(model)
        .withPartitions(Lcg500.partitions(3))
        .withEffects(Heterogeneity.NONE.withCurve(CurveQuestion.of(basis)));
  }

  private EffectCurve curve(CausalModel model, CurveBasis basis) {
    return curve(estimator(model, basis).estimate(data().build()));
  }

  private static EffectCurve curve(DmlResult result) {
    return result.answers().effects().curves().getFirst();
  }

  private static GivenBasis basis(String... columns) {
    return new GivenBasis(List.of(columns), List.of());
  }

  static Stream<CausalModel> models() {
    return Stream.concat(
        Stream.of(PartiallyLinear.partiallingOut()),
        Stream.of(Estimand.values()).map(InteractiveRegression::of));
  }

  /** A constant is predicted best by the average effect, with its standard error. */
  @ParameterizedTest
  @MethodSource("models")
  void theCoefficientOfAConstantIsTheAverageEffect(CausalModel model) {
    DmlResult result = estimator(model, basis("one")).estimate(data().build());
    EffectCurve.Coefficient coefficient = curve(result).coefficients().getFirst();
    for (int r = 0; r < 3; r++) {
      Estimate average = result.estimates().getFirst().repetitions().get(r);
      Estimate constant = coefficient.repetitions().get(r);
      assertThat(constant.coefficient()).isCloseTo(average.coefficient(), within(1e-12));
      assertThat(constant.standardError()).isCloseTo(average.standardError(), within(1e-12));
    }
    assertThat(curve(result).flatness()).isEmpty();
  }

  /** An average potential outcome is one too, of each level. */
  @Test
  void everyLevelHasACurve() {
    DmlResult result =
        estimator(AveragePotentialOutcomes.ofAllLevels(), basis("one")).estimate(data().build());
    assertThat(result.answers().effects().curves())
        .extracting(EffectCurve::name)
        .containsExactly("d = 0", "d = 1");
    for (int level = 0; level < 2; level++) {
      assertThat(
              result
                  .answers()
                  .effects()
                  .curves()
                  .get(level)
                  .coefficients()
                  .getFirst()
                  .inference()
                  .coefficient())
          .isCloseTo(result.estimates().get(level).coefficient(), within(1e-12));
    }
  }

  @Test
  void indicatorsOfGroupsHaveTheEffectsOfGroups() {
    CausalModel model = InteractiveRegression.of(Estimand.ATTE);
    DmlResult result =
        LinearNuisances.estimator(model)
            .withPartitions(Lcg500.partitions(3))
            .withEffects(
                Heterogeneity.NONE
                    .withGroups(List.of("low", "high"))
                    .withCurve(CurveQuestion.of(basis("low", "high"))))
            .estimate(data().build());
    List<GroupEffect> groups = result.answers().effects().groups();
    for (int g = 0; g < 2; g++) {
      Estimate group = groups.get(g).repetitions().getFirst();
      Estimate coefficient = curve(result).coefficients().get(g).repetitions().getFirst();
      assertThat(coefficient.coefficient()).isCloseTo(group.coefficient(), within(1e-12));
      assertThat(coefficient.standardError()).isCloseTo(group.standardError(), within(1e-12));
    }
    EqualityTest ofGroups =
        result.answers().effects().comparisons().getFirst().equality().orElseThrow();
    EqualityTest ofCurve = curve(result).flatness().orElseThrow();
    assertThat(ofCurve.degrees()).isEqualTo(1);
    assertThat(ofCurve.statistic()).isCloseTo(ofGroups.statistic(), within(1e-9));
  }

  /** What normal equations and White's formula say, with an inverse and without orthogonalising. */
  private static RealMatrix[] naive(EffectSignal signal, double[][] b, int[] cluster) {
    int size = b.length;
    int clusters = Arrays.stream(cluster).max().orElseThrow() + 1;
    double[][] products = new double[size][size];
    double[] right = new double[size];
    for (int row = 0; row < cluster.length; row++) {
      for (int i = 0; i < size; i++) {
        right[i] += b[i][row] * signal.numerator()[row];
        for (int j = 0; j < size; j++) {
          products[i][j] += b[i][row] * b[j][row] * signal.denominator()[row];
        }
      }
    }
    RealMatrix inverse =
        new LUDecomposition(new Array2DRowRealMatrix(products)).getSolver().getInverse();
    double[] beta = inverse.operate(right);
    double[][] sums = new double[clusters][size];
    for (int row = 0; row < cluster.length; row++) {
      double predicted = 0;
      for (int i = 0; i < size; i++) {
        predicted += b[i][row] * beta[i];
      }
      double error = signal.numerator()[row] - signal.denominator()[row] * predicted;
      for (int i = 0; i < size; i++) {
        sums[cluster[row]][i] += b[i][row] * error;
      }
    }
    RealMatrix scores = new Array2DRowRealMatrix(sums);
    RealMatrix meat = scores.transpose().multiply(scores);
    return new RealMatrix[] {
      new Array2DRowRealMatrix(beta), inverse.multiply(meat).multiply(inverse)
    };
  }

  private static EffectSignal signal(Lcg500 lcg) {
    return new EffectSignal(
        column(row -> lcg.y[row] * (1 + lcg.x2[row])), column(row -> 0.5 + lcg.d[row]));
  }

  private void comparable(SamplingDesign design, int[] cluster) {
    double[][] b = {column(row -> 1), lcg.x1, column(row -> lcg.x1[row] * lcg.x1[row]), lcg.x2};
    LinearPrediction found =
        LinearPrediction.of(signal(lcg), List.of("1", "x", "x2", "z"), b, design);
    RealMatrix[] naive = naive(signal(lcg), b, cluster);
    for (int i = 0; i < 4; i++) {
      assertThat(found.coefficients()[i]).isCloseTo(naive[0].getEntry(i, 0), within(1e-11));
      for (int j = 0; j < 4; j++) {
        assertThat(found.covariance()[i][j]).isCloseTo(naive[1].getEntry(i, j), within(1e-11));
      }
    }
  }

  @Test
  void rowsHaveTheCovarianceOfWhite() {
    comparable(SamplingDesign.independent(Lcg500.ROWS), IntStream.range(0, Lcg500.ROWS).toArray());
  }

  /** With as many clusters in each fold, means over folds are those over clusters. */
  @Test
  void clustersAreSummedBeforeTheyAreSquared() {
    int[] cluster = IntStream.range(0, Lcg500.ROWS).map(row -> row / 10).toArray();
    int[] fold = IntStream.of(cluster).map(each -> each % 5).toArray();
    comparable(
        SamplingDesign.clustered(
            Arrays.stream(cluster).asDoubleStream().toArray(), fold, Optional.empty()),
        cluster);
  }

  /** A weight of two is a row that is there twice, but for the standard error. */
  @Test
  void weightsCountRows() {
    double[] weights = column(row -> 1 + row % 2);
    double[][] b = {column(row -> 1), lcg.x1};
    EffectSignal signal = signal(lcg);
    int[] twice =
        IntStream.range(0, Lcg500.ROWS)
            .flatMap(row -> IntStream.generate(() -> row).limit(1 + row % 2))
            .toArray();
    LinearPrediction weighted =
        LinearPrediction.of(signal, List.of("1", "x"), b, SamplingDesign.weighted(weights));
    LinearPrediction doubled =
        LinearPrediction.of(
            new EffectSignal(pick(signal.numerator(), twice), pick(signal.denominator(), twice)),
            List.of("1", "x"),
            new double[][] {pick(b[0], twice), pick(b[1], twice)},
            SamplingDesign.independent(twice.length));
    assertThat(weighted.coefficients()).containsExactly(doubled.coefficients(), within(1e-12));
  }

  private static double[] pick(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }

  /** The same functions in another unit, or another basis of the same space. */
  @Test
  void theTestOfAConstantEffectDependsOnNoUnit() {
    CausalModel model = InteractiveRegression.of(Estimand.ATE);
    EqualityTest plain = curve(model, basis("one", "x1")).flatness().orElseThrow();
    EqualityTest scaled = curve(model, basis("one", "thousands")).flatness().orElseThrow();
    assertThat(plain.degrees()).isEqualTo(1);
    assertThat(scaled.statistic()).isCloseTo(plain.statistic(), within(1e-9));
    // t of the slope, squared; the constant does not matter.
    double t = curve(model, basis("one", "x1")).coefficients().getLast().inference().t();
    assertThat(plain.statistic()).isCloseTo(t * t, within(1e-9));
  }

  /** Splines without a knot span the polynomials of their degree. */
  @Test
  void splinesWithoutKnotsAreAPolynomial() {
    CausalModel model = PartiallyLinear.partiallingOut();
    List<Double> at = List.of(-0.5, 0.0, 0.5);
    EffectCurve spline = curve(model, new SplineBasis("x1", 1, 0, 20, at));
    EffectCurve line =
        curve(
            model,
            new GivenBasis(
                List.of("one", "x1"), at.stream().map(place -> List.of(1.0, place)).toList()));
    for (int p = 0; p < at.size(); p++) {
      assertThat(spline.effects().get(p).coefficient())
          .isCloseTo(line.effects().get(p).coefficient(), within(1e-10));
      assertThat(spline.effects().get(p).standardError())
          .isCloseTo(line.effects().get(p).standardError(), within(1e-10));
    }
    assertThat(spline.flatness().orElseThrow().degrees()).isEqualTo(1);
  }

  @Test
  void theBandIsWiderThanTheIntervals() {
    EffectCurve curve = curve(PartiallyLinear.partiallingOut(), SplineBasis.along("x1"));
    assertThat(curve.places()).hasSize(20);
    assertThat(curve.criticalValue()).isBetween(2.2, 3.5);
    for (int p = 0; p < 20; p++) {
      assertThat(curve.joint().get(p).length())
          .isGreaterThan(curve.effects().get(p).interval().length());
    }
  }

  /**
   * At one place the band is the interval: 1.96 standard errors, but for the draws. The quantile of
   * 100,000 has the standard error sqrt(.05 .95 / 100,000) / (2 phi(1.96)) = 0.006.
   */
  @Test
  void atOnePlaceTheBandIsTheInterval() {
    CurveQuestion question =
        new CurveQuestion(new SplineBasis("x1", 3, 2, 2, List.of(0.1)), 100_000);
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withPartitions(Lcg500.partitions(1))
            .withEffects(Heterogeneity.NONE.withCurve(question))
            .estimate(data().build());
    assertThat(curve(result).criticalValue()).isCloseTo(1.96, within(0.025));
  }

  /** The rule of DoubleML takes the medians of the bounds of the repetitions. */
  @Test
  void underTheMedianRuleBoundsAreMedians() {
    EffectCurve curve =
        curve(
            estimator(PartiallyLinear.partiallingOut(), SplineBasis.along("x1"))
                .withAggregation(Aggregation.MEDIAN)
                .estimate(data().build()));
    assertThat(curve.joint().getFirst().upper())
        .isGreaterThan(curve.effects().getFirst().interval().upper());
  }

  @Test
  void noNumberOfThreadsChangesABit() {
    List<String> results =
        Stream.of(1, 2, 8)
            .map(LocalBackend::new)
            .map(
                backend ->
                    curve(
                            estimator(PartiallyLinear.partiallingOut(), SplineBasis.along("x1"))
                                .withBackend(backend)
                                .estimate(data().build()))
                        .toString())
            .toList();
    assertThat(results).containsOnly(results.getFirst());
  }

  private void refused(CurveBasis basis, String... sentences) {
    assertThatThrownBy(
            () ->
                estimator(PartiallyLinear.partiallingOut(), basis)
                    .estimate(data().modifier("step", column(row -> row % 3)).build()))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(sentences));
  }

  @Test
  void aCollinearBasisIsRefused() {
    refused(
        basis("one", "x1", "shifted"),
        "effects.curve.basis: shifted is a combination of the columns before it, one, x1; leave it"
            + " out");
  }

  @Test
  void placesThatAreNotOfTheBasisAreRefused() {
    refused(
        new GivenBasis(List.of("one", "x1"), List.of(List.of(1.0))),
        "effects.curve.at: place 1 must have a number for each of the 2 columns, one, x1, but has"
            + " 1");
  }

  @Test
  void tooFewValuesForTheCurveAreRefused() {
    refused(
        SplineBasis.along("step"),
        "effects.curve: degree 3 with 1 knot makes 5 functions, which the 3 different values of"
            + " step cannot tell apart; lower degree or knots");
    refused(
        SplineBasis.along("one"),
        "effects.curve.column: one is 1.0 in every row, so there is no curve");
  }

  @Test
  void knotsThatCoincideAreLeftOutWithAWarning() {
    DmlResult result =
        estimator(PartiallyLinear.partiallingOut(), new SplineBasis("step", 1, 4, 20, List.of()))
            .estimate(data().modifier("step", column(row -> row % 3)).build());
    assertThat(result.warnings())
        .contains(
            "effects.curve: of 4 knots at quantiles of step only 1 differ from each other and from"
                + " its ends, and these were used");
  }

  @Test
  void placesOutsideTheColumnAreRefused() {
    double most = Arrays.stream(lcg.x1).max().orElseThrow();
    double least = Arrays.stream(lcg.x1).min().orElseThrow();
    refused(
        new SplineBasis("x1", 3, 4, 20, List.of(0.0, 99.0)),
        "effects.curve.at: must be from "
            + least
            + " to "
            + most
            + ", between which x1 lies, but was 99.0");
  }

  @Test
  void textsHaveNoCurve() {
    CausalData data = data().modifier(Column.of("region=west", column(row -> row % 2))).build();
    assertThatThrownBy(
            () ->
                estimator(PartiallyLinear.partiallingOut(), SplineBasis.along("region"))
                    .estimate(data))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "effects.curve.column: region must be a column of numbers, but holds texts; see"
                + " effects.groups");
  }
}
