package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.ScoreRule;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.interactive.SampleSelection.Selection;
import dev.dml.model.linear.PanelApproach;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearPanel;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every score agrees with {@link NaiveScore} on random variables and random predictions, of
 * independent rows, weighted ones, and clusters.
 */
@ParameterizedClass
@CsvSource({"false, 0", "true, 0", "false, 1", "true, 1", "false, 2", "true, 2"})
class ScoreTest extends RandomScores {

  ScoreTest(boolean weighted, int clustered) {
    super(weighted, clustered);
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
  void partiallyLinearPanel() {
    double[] units = draw(() -> 0);
    for (int row = 0; row < N; row++) {
      units[row] = Math.floor(row / 4.0);
    }
    CausalData data = data(y, w).unit("id", units).build();
    Column[] predictions = {Column.of("ml_l", p), Column.of("ml_m", q), Column.of("ml_g", r)};
    double[] moved = naive.withMeansOf(w, q, units);
    for (PanelApproach approach : PanelApproach.values()) {
      double[] m = approach == PanelApproach.CRE_GENERAL ? moved : q;
      expect(
          naive.plr(y, w, p, m),
          new PartiallyLinearPanel(approach, PartiallyLinear.Score.PARTIALLING_OUT),
          data,
          predictions);
      expect(
          naive.plrIvType(y, w, r, m),
          new PartiallyLinearPanel(approach, PartiallyLinear.Score.IV_TYPE),
          data,
          predictions);
    }
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
  void sampleSelection() {
    double[] s = draw(() -> random.nextInt(4) == 0 ? 0 : 1);
    double[] pi = draw(() -> 0.3 + 0.7 * random.nextDouble());
    CausalData data = data(y, d).selected(Column.of("s", s)).build();
    for (Weighting weighting : Weighting.values()) {
      expect(
          naive.ssm(
              y,
              d,
              s,
              new double[][] {p, q},
              pi,
              NaiveScore.clip(m, 0.01),
              weighting == Weighting.HAJEK),
          new SampleSelection(Selection.MISSING_AT_RANDOM, new Propensity(0.01, weighting)),
          data,
          Column.of("ml_g_d0", p),
          Column.of("ml_g_d1", q),
          Column.of("ml_pi", pi),
          Column.of("ml_m", m));
    }
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
          naive.ofChanges().did(y, d, p, clipped, normalized),
          new TwoPeriods(new ScoreRule(Assignment.OBSERVATIONAL, Propensity.DEFAULT, normalized)),
          data,
          predictions);
      expect(
          naive.ofChanges().experimentalDid(y, d, p, q),
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
          naive
              .ofChanges()
              .crossSections(y, d, z, g, clipped, assignment == Assignment.EXPERIMENTAL),
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
}
