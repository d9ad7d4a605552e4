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
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Every score agrees with {@link NaiveScore} on random variables and random predictions. */
class ScoreTest {

  private static final int N = 200;

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

  private static double[] draw(DoubleSupplier supplier) {
    return DoubleStream.generate(supplier).limit(N).toArray();
  }

  private static CausalDataBuilder data(double[] outcome, double[] treatment) {
    return CausalData.builder().outcome("y", outcome).treatment("d", treatment);
  }

  private static void expect(
      double[] naive, CausalModel model, CausalData data, Column... predictions) {
    expect(naive, model, new Parameter(0), data, predictions);
  }

  private static void expect(
      double[] naive,
      CausalModel model,
      Parameter parameter,
      CausalData data,
      Column... predictions) {
    Estimate estimate =
        model
            .score(data, parameter, Predictions.of(List.of(predictions)))
            .solve(SamplingDesign.independent(data.rows()))
            .estimate();
    assertThat(estimate.coefficient()).isCloseTo(naive[0], within(1e-11 * Math.abs(naive[0])));
    assertThat(estimate.standardError()).isCloseTo(naive[1], within(1e-11 * naive[1]));
  }

  @Test
  void partiallyLinear() {
    CausalData data = data(y, w).build();
    expect(
        NaiveScore.plr(y, w, p, q),
        PartiallyLinear.partiallingOut(),
        data,
        Column.of("ml_l", p),
        Column.of("ml_m", q));
    expect(
        NaiveScore.plrIvType(y, w, r, q),
        PartiallyLinear.ivType(),
        data,
        Column.of("ml_m", q),
        Column.of("ml_g", r));
  }

  @Test
  void partiallyLinearIv() {
    CausalData data = data(y, w).instrument("z", z1).build();
    expect(
        NaiveScore.pliv(y, w, z1, p, q, r),
        PartiallyLinearIv.partiallingOut(),
        data,
        Column.of("ml_l", p),
        Column.of("ml_m", q),
        Column.of("ml_r", r));
    expect(
        NaiveScore.plivIvType(y, w, z1, p, q),
        PartiallyLinearIv.ivType(),
        data,
        Column.of("ml_g", p),
        Column.of("ml_m", q));
  }

  @Test
  void partiallyLinearIvWithSeveralInstruments() {
    CausalData data = data(y, w).instrument("z1", z1).instrument("z2", z2).build();
    expect(
        NaiveScore.plivTwo(y, w, new double[][] {z1, z2}, p, new double[][] {q, m}, r),
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
    double[] naive = NaiveScore.plivTwo(y, w, new double[][] {z1, z2}, p, new double[][] {q, m}, r);
    CausalModel model = PartiallyLinearIv.partiallingOut();
    assertThat(
            model
                .score(data, new Parameter(0), predictions)
                .solve(SamplingDesign.independent(data.rows()))
                .estimate()
                .coefficient())
        .isCloseTo(naive[0], within(1e-9));
    assertThat(model.firstStage(data, new Parameter(0), predictions).orElseThrow().instruments())
        .isEqualTo(2);
  }

  @Test
  void interactiveRegression() {
    double[] clipped = NaiveScore.clip(m, 0.01);
    expectInteractive(Weighting.HORVITZ_THOMPSON, clipped);
    expectInteractive(Weighting.HAJEK, NaiveScore.hajek(clipped, d));
  }

  private void expectInteractive(Weighting weighting, double[] propensity) {
    CausalData data = data(y, d).build();
    Column[] predictions = {Column.of("ml_g0", p), Column.of("ml_g1", q), Column.of("ml_m", m)};
    Propensity handling = new Propensity(0.01, weighting);
    expect(
        NaiveScore.ate(y, d, p, q, propensity),
        new InteractiveRegression(Estimand.ATE, handling),
        data,
        predictions);
    expect(
        NaiveScore.atte(y, d, p, propensity),
        new InteractiveRegression(Estimand.ATTE, handling),
        data,
        predictions);
    expect(
        NaiveScore.atu(y, d, q, propensity),
        new InteractiveRegression(Estimand.ATU, handling),
        data,
        predictions);
  }

  @Test
  void overlapWeightedEffect() {
    double[] clipped = NaiveScore.clip(m, 0.01);
    expect(
        NaiveScore.ato(y, d, p, q, clipped),
        InteractiveRegression.of(Estimand.ATO),
        data(y, d).build(),
        Column.of("ml_g0", p),
        Column.of("ml_g1", q),
        Column.of("ml_m", m));
  }

  @Test
  void interactiveRegressionWithEstimandWeights() {
    double[] weights = draw(() -> 3 * random.nextDouble());
    CausalData data = data(y, d).estimandWeights(Column.of("v", weights)).build();
    Column[] predictions = {Column.of("ml_g0", p), Column.of("ml_g1", q), Column.of("ml_m", m)};
    double[] clipped = NaiveScore.clip(m, 0.01);
    expect(
        NaiveScore.weightedAte(y, d, p, q, clipped, weights),
        InteractiveRegression.of(Estimand.ATE),
        data,
        predictions);
    expect(
        NaiveScore.weightedAtte(y, d, p, clipped, weights),
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
          NaiveScore.did(y, d, p, clipped, normalized),
          new TwoPeriods(new ScoreRule(Assignment.OBSERVATIONAL, Propensity.DEFAULT, normalized)),
          data,
          predictions);
      expect(
          NaiveScore.experimentalDid(y, d, p, q),
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
          NaiveScore.crossSections(y, d, z, g, clipped, assignment == Assignment.EXPERIMENTAL),
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
    double[] weights = draw(() -> 3 * random.nextDouble());
    double[] ones = draw(() -> 1);
    double[] clipped = NaiveScore.clip(m, 0.01);
    CausalDataBuilder unweighted = data(y, levels);
    expectOutcome(NaiveScore.apo(y, at, p, clipped, ones), Weighting.HORVITZ_THOMPSON, unweighted);
    expectOutcome(
        NaiveScore.apo(y, at, p, NaiveScore.hajek(clipped, at), ones), Weighting.HAJEK, unweighted);
    expectOutcome(
        NaiveScore.apo(y, at, p, clipped, weights),
        Weighting.HORVITZ_THOMPSON,
        data(y, levels).estimandWeights(Column.of("v", weights)));
  }

  private void expectOutcome(double[] naive, Weighting weighting, CausalDataBuilder data) {
    CausalModel model =
        AveragePotentialOutcomes.ofAllLevels().withPropensity(new Propensity(0.01, weighting));
    expect(
        naive,
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
    expectLate(NaiveScore.late(y, d, z, p, q, r0, r1, clipped), late, data);
    expectLate(
        NaiveScore.late(y, d, z, p, q, zeros, r1, clipped), late.withoutAlwaysTakers(), data);
    expectLate(NaiveScore.late(y, d, z, p, q, r0, ones, clipped), late.withoutNeverTakers(), data);
    expectLate(
        NaiveScore.late(y, d, z, p, q, r0, r1, NaiveScore.hajek(clipped, z)),
        late.withPropensity(new Propensity(0.05, Weighting.HAJEK)),
        data);
  }

  private void expectLate(double[] naive, CausalModel model, CausalData data) {
    expect(
        naive,
        model,
        data,
        Column.of("ml_g0", p),
        Column.of("ml_g1", q),
        Column.of("ml_m", m),
        Column.of("ml_r0", r0),
        Column.of("ml_r1", r1));
  }

  /**
   * The squared robust t statistic of a regression with an intercept, computed here by its textbook
   * formula, with residuals over one less the leverage (HC3).
   */
  @Test
  void theFirstStageOfOneInstrumentIsItsSquaredRobustTStatistic() {
    CausalData data = data(y, w).instrument("z", z1).build();
    Predictions predictions =
        Predictions.of(List.of(Column.of("ml_l", p), Column.of("ml_m", q), Column.of("ml_r", r)));
    double vBar = 0;
    double wBar = 0;
    for (int i = 0; i < N; i++) {
      vBar += (z1[i] - q[i]) / N;
      wBar += (w[i] - r[i]) / N;
    }
    double vv = 0;
    double vw = 0;
    for (int i = 0; i < N; i++) {
      double v = z1[i] - q[i] - vBar;
      vv += v * v;
      vw += v * (w[i] - r[i] - wBar);
    }
    double slope = vw / vv;
    double meat = 0;
    for (int i = 0; i < N; i++) {
      double v = z1[i] - q[i] - vBar;
      double leverage = 1.0 / N + v * v / vv;
      double residual = (w[i] - r[i] - wBar - slope * v) / (1 - leverage);
      meat += v * v * residual * residual;
    }
    FirstStage firstStage =
        PartiallyLinearIv.partiallingOut()
            .firstStage(data, new Parameter(0), predictions)
            .orElseThrow();
    assertThat(firstStage.f()).isCloseTo(slope * slope / (meat / vv / vv), within(1e-9));
  }
}
