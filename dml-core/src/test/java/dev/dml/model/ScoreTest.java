package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.inference.Estimate;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.ScoreRule;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import dev.dml.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every score agrees with {@link NaiveScore} on random variables and random predictions, of
 * independent rows, weighted ones, and clusters.
 */
@ParameterizedClass
@CsvSource({"false, 0", "true, 0", "false, 1", "true, 1", "false, 2", "true, 2"})
class ScoreTest {

  private static final int N = 200;

  private final boolean weighted;

  /** In how many dimensions rows are clustered. */
  private final int clustered;

  private final RandomGenerator random = new Seed(1).generator();
  private final double[] y = draw(random::nextGaussian);
  private final double[] d = draw(() -> random.nextInt(2));
  private final double[] z = draw(() -> random.nextInt(2));
  private final double[] w = draw(random::nextGaussian);
  private final double[] z1 = draw(() -> random.nextGaussian());
  private final double[] z2 = draw(() -> random.nextGaussian());
  private final double[] p = draw(random::nextGaussian);
  private final double[] q = draw(random::nextGaussian);
  private final double[] r = draw(random::nextGaussian);
  private final double[] m = draw(random::nextDouble);
  private final double[] r0 = draw(() -> 0.4 * random.nextDouble());
  private final double[] r1 = draw(() -> 0.6 + 0.4 * random.nextDouble());
  private final double[] weights = draw(() -> 0.5 + random.nextDouble());
  private final double[] first = draw(() -> random.nextInt(11));
  private final double[] second = draw(() -> random.nextInt(8));
  private final NaiveScore naive;

  ScoreTest(boolean weighted, int clustered) {
    this.weighted = weighted;
    this.clustered = clustered;
    naive =
        new NaiveScore(
            weighted ? weights : draw(() -> 1), List.of(first, second).subList(0, clustered));
  }

  private SamplingDesign design() {
    Optional<double[]> weighting = weighted ? Optional.of(weights) : Optional.empty();
    return switch (clustered) {
      case 0 -> weighting.map(SamplingDesign::weighted).orElse(SamplingDesign.independent(N));
      case 1 -> SamplingDesign.clustered(first, NaiveScore.folds(first), weighting);
      default ->
          SamplingDesign.clustered(
              first, NaiveScore.folds(first), second, NaiveScore.folds(second), weighting);
    };
  }

  private static double[] draw(DoubleSupplier supplier) {
    return DoubleStream.generate(supplier).limit(N).toArray();
  }

  private CausalDataBuilder data(double[] outcome, double[] treatment) {
    CausalDataBuilder data = CausalData.builder().outcome("y", outcome).treatment("d", treatment);
    return weighted ? data.weights("w", weights) : data;
  }

  private void expect(
      double[] expected, CausalModel model, CausalData data, Column... predictions) {
    expect(expected, model, new Parameter(0), data, predictions);
  }

  private void expect(
      double[] expected,
      CausalModel model,
      Parameter parameter,
      CausalData data,
      Column... predictions) {
    Estimate estimate =
        model
            .score(data, parameter, Predictions.of(List.of(predictions)))
            .solve(design())
            .estimate();
    assertThat(estimate.coefficient())
        .isCloseTo(expected[0], within(1e-11 * Math.abs(expected[0])));
    assertThat(estimate.standardError()).isCloseTo(expected[1], within(1e-11 * expected[1]));
  }

  @Test
  void partiallyLinear() {
    CausalData data = data(y, w).build();
    expect(
        naive.plr(y, w, p, q),
        PartiallyLinear.partiallingOut(),
        data,
        Column.of("ml_l", p),
        Column.of("ml_m", q));
    expect(
        naive.plrIvType(y, w, r, q),
        PartiallyLinear.ivType(),
        data,
        Column.of("ml_m", q),
        Column.of("ml_g", r));
  }

  @Test
  void partiallyLinearIv() {
    CausalData data = data(y, w).instrument("z", z1).build();
    expect(
        naive.pliv(y, w, z1, p, q, r),
        PartiallyLinearIv.partiallingOut(),
        data,
        Column.of("ml_l", p),
        Column.of("ml_m", q),
        Column.of("ml_r", r));
    expect(
        naive.plivIvType(y, w, z1, p, q),
        PartiallyLinearIv.ivType(),
        data,
        Column.of("ml_g", p),
        Column.of("ml_m", q));
  }

  @Test
  void partiallyLinearIvWithSeveralInstruments() {
    CausalData data = data(y, w).instrument("z1", z1).instrument("z2", z2).build();
    expect(
        naive.plivTwo(y, w, new double[][] {z1, z2}, p, new double[][] {q, m}, r),
        PartiallyLinearIv.partiallingOut(),
        data,
        Column.of("ml_l", p),
        Column.of("ml_m_z1", q),
        Column.of("ml_m_z2", m),
        Column.of("ml_r", r));
  }

  /** A third instrument that is the sum of the others adds nothing. */
  @Test
  void aCollinearInstrumentAddsNothing() {
    double[] sum = new double[N];
    double[] predictedSum = new double[N];
    for (int i = 0; i < N; i++) {
      sum[i] = z1[i] + z2[i];
      predictedSum[i] = q[i] + m[i];
    }
    CausalData data =
        data(y, w).instrument("z1", z1).instrument("z2", z2).instrument("z3", sum).build();
    Predictions predictions =
        Predictions.of(
            List.of(
                Column.of("ml_l", p),
                Column.of("ml_m_z1", q),
                Column.of("ml_m_z2", m),
                Column.of("ml_m_z3", predictedSum),
                Column.of("ml_r", r)));
    double[] expected = naive.plivTwo(y, w, new double[][] {z1, z2}, p, new double[][] {q, m}, r);
    CausalModel model = PartiallyLinearIv.partiallingOut();
    assertThat(
            model
                .score(data, new Parameter(0), predictions)
                .solve(design())
                .estimate()
                .coefficient())
        .isCloseTo(expected[0], within(1e-9));
    assertThat(model.firstStage(data, new Parameter(0), predictions).orElseThrow().instruments())
        .isEqualTo(2);
  }

  @Test
  void interactiveRegression() {
    double[] clipped = NaiveScore.clip(m, 0.01);
    expectInteractive(Weighting.HORVITZ_THOMPSON, clipped);
    expectInteractive(Weighting.HAJEK, naive.hajek(clipped, d));
  }

  private void expectInteractive(Weighting weighting, double[] propensity) {
    CausalData data = data(y, d).build();
    Column[] predictions = {Column.of("ml_g0", p), Column.of("ml_g1", q), Column.of("ml_m", m)};
    Propensity handling = new Propensity(0.01, weighting);
    expect(
        naive.ate(y, d, p, q, propensity),
        new InteractiveRegression(Estimand.ATE, handling),
        data,
        predictions);
    expect(
        naive.atte(y, d, p, propensity),
        new InteractiveRegression(Estimand.ATTE, handling),
        data,
        predictions);
    expect(
        naive.atu(y, d, q, propensity),
        new InteractiveRegression(Estimand.ATU, handling),
        data,
        predictions);
  }

  @Test
  void overlapWeightedEffect() {
    double[] clipped = NaiveScore.clip(m, 0.01);
    expect(
        naive.ato(y, d, p, q, clipped),
        InteractiveRegression.of(Estimand.ATO),
        data(y, d).build(),
        Column.of("ml_g0", p),
        Column.of("ml_g1", q),
        Column.of("ml_m", m));
  }

  @Test
  void interactiveRegressionWithEstimandWeights() {
    double[] counted = draw(() -> 3 * random.nextDouble());
    CausalData data = data(y, d).estimandWeights(Column.of("v", counted)).build();
    Column[] predictions = {Column.of("ml_g0", p), Column.of("ml_g1", q), Column.of("ml_m", m)};
    double[] clipped = NaiveScore.clip(m, 0.01);
    expect(
        naive.weightedAte(y, d, p, q, clipped, counted),
        InteractiveRegression.of(Estimand.ATE),
        data,
        predictions);
    expect(
        naive.weightedAtte(y, d, p, clipped, counted),
        InteractiveRegression.of(Estimand.ATTE),
        data,
        predictions);
  }

  @Test
  void differenceInDifferencesOfTwoPeriods() {
    CausalData data = data(y, d).build();
    Column[] predictions = {Column.of("ml_g0", p), Column.of("ml_g1", q), Column.of("ml_m", m)};
    double[] clipped = NaiveScore.clip(m, 0.01);
    for (boolean normalized : new boolean[] {true, false}) {
      expect(
          naive.did(y, d, p, clipped, normalized),
          new TwoPeriods(new ScoreRule(Assignment.OBSERVATIONAL, Propensity.DEFAULT, normalized)),
          data,
          predictions);
      expect(
          naive.experimentalDid(y, d, p, q),
          new TwoPeriods(new ScoreRule(Assignment.EXPERIMENTAL, Propensity.DEFAULT, normalized)),
          data,
          predictions);
    }
  }

  @Test
  void differenceInDifferencesOfCrossSections() {
    double[][][] g = {{p, q}, {r, w}};
    double[] clipped = NaiveScore.clip(m, 0.01);
    CausalData data = data(y, d).time("t", z).build();
    List<Column> predictions = new ArrayList<>(List.of(Column.of("ml_m.g=1.t=0_1", m)));
    for (int i = 0; i < 4; i++) {
      predictions.add(Column.of("ml_g_d%d_t%d.g=1.t=0_1".formatted(i / 2, i % 2), g[i / 2][i % 2]));
    }
    for (Assignment assignment : Assignment.values()) {
      CausalModel model = StaggeredAdoption.of(Observed.CROSS_SECTIONS, assignment).on(data);
      expect(
          naive.crossSections(y, d, z, g, clipped, assignment == Assignment.EXPERIMENTAL),
          model,
          model.parameters(data).getFirst().getFirst(),
          data,
          predictions.toArray(new Column[0]));
    }
  }

  @Test
  void averagePotentialOutcomes() {
    double[] levels = draw(() -> random.nextInt(3));
    double[] at = Arrays.stream(levels).map(level -> level == 2 ? 1 : 0).toArray();
    double[] counted = draw(() -> 3 * random.nextDouble());
    double[] ones = draw(() -> 1);
    double[] clipped = NaiveScore.clip(m, 0.01);
    CausalDataBuilder unweighted = data(y, levels);
    expectOutcome(naive.apo(y, at, p, clipped, ones), Weighting.HORVITZ_THOMPSON, unweighted);
    expectOutcome(naive.apo(y, at, p, naive.hajek(clipped, at), ones), Weighting.HAJEK, unweighted);
    expectOutcome(
        naive.apo(y, at, p, clipped, counted),
        Weighting.HORVITZ_THOMPSON,
        data(y, levels).estimandWeights(Column.of("v", counted)));
  }

  private void expectOutcome(double[] expected, Weighting weighting, CausalDataBuilder data) {
    CausalModel model =
        AveragePotentialOutcomes.ofAllLevels().withPropensity(new Propensity(0.01, weighting));
    expect(
        expected,
        model,
        new Parameter(0, Level.of(2)),
        data.build(),
        Column.of("ml_g.d=2", p),
        Column.of("ml_m.d=2", m));
  }

  @Test
  void interactiveIv() {
    double[] zeros = new double[N];
    double[] ones = draw(() -> 1);
    double[] clipped = NaiveScore.clip(m, 0.05);
    CausalData data = data(y, d).instrument("z", z).build();
    InteractiveIv late =
        InteractiveIv.late().withPropensity(new Propensity(0.05, Weighting.HORVITZ_THOMPSON));
    expectLate(naive.late(y, d, z, p, q, r0, r1, clipped), late, data);
    expectLate(naive.late(y, d, z, p, q, zeros, r1, clipped), late.withoutAlwaysTakers(), data);
    expectLate(naive.late(y, d, z, p, q, r0, ones, clipped), late.withoutNeverTakers(), data);
    expectLate(
        naive.late(y, d, z, p, q, r0, r1, naive.hajek(clipped, z)),
        late.withPropensity(new Propensity(0.05, Weighting.HAJEK)),
        data);
  }

  private void expectLate(double[] expected, CausalModel model, CausalData data) {
    expect(
        expected,
        model,
        data,
        Column.of("ml_g0", p),
        Column.of("ml_g1", q),
        Column.of("ml_m", m),
        Column.of("ml_r0", r0),
        Column.of("ml_r1", r1));
  }
}
