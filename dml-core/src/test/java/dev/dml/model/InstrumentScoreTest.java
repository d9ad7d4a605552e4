package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores with instruments agree with {@link NaiveScore}, as those of {@link ScoreTest} do. */
@ParameterizedClass
@CsvSource({"false, 0", "true, 0", "false, 1", "true, 1", "false, 2", "true, 2"})
class InstrumentScoreTest extends RandomScores {

  InstrumentScoreTest(boolean weighted, int clustered) {
    super(weighted, clustered);
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
