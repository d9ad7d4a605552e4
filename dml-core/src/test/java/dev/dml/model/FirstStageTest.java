package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.random.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FirstStageTest {

  private static final int N = 200;

  private final RandomGenerator random = new Seed(1).generator();

  private double[] draw() {
    return DoubleStream.generate(random::nextGaussian).limit(N).toArray();
  }

  /** One for 20 rows is not more than one for 20 rows. */
  @Test
  void severalInstrumentsAreManyFromOneForTwentyRowsOn() {
    assertThat(new FirstStage(15, 2, 40).hasManyInstruments()).isFalse();
    assertThat(new FirstStage(15, 2, 39).hasManyInstruments()).isTrue();
  }

  /** With one instrument, two-stage least squares is not drawn towards least squares. */
  @Test
  void oneInstrumentIsNeverMany() {
    assertThat(new FirstStage(15, 1, 10).hasManyInstruments()).isFalse();
  }

  /**
   * The squared robust t statistic of a regression with an intercept, computed here by its textbook
   * formula, with residuals over one less the leverage (HC3).
   */
  @Test
  void theFirstStageOfOneInstrumentIsItsSquaredRobustTStatistic() {
    double[] w = draw();
    double[] z1 = draw();
    double[] q = draw();
    double[] r = draw();
    CausalData data =
        CausalData.builder().outcome("y", draw()).treatment("d", w).instrument("z", z1).build();
    Predictions predictions =
        Predictions.of(
            List.of(Column.of("ml_l", draw()), Column.of("ml_m", q), Column.of("ml_r", r)));
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
