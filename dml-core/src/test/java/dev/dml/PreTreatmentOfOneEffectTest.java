package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.StaggeredPanel.Rows;
import dev.dml.analysis.effects.WaldTest;
import dev.dml.data.CausalDataBuilder;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Inference;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The test of one effect before the treatment is that of its t: W is t squared, as they are
 * reported, however the data were sampled and the repetitions aggregated.
 */
class PreTreatmentOfOneEffectTest {

  private static final Rows ROWS = new Rows(240, 0, 3);

  private static double[] byUnit(DoubleUnaryOperator value) {
    return Arrays.stream(ROWS.column(0)).map(value).toArray();
  }

  private static void assertIsThatOfT(
      UnaryOperator<CausalDataBuilder> of, Aggregation aggregation) {
    DmlResult result =
        LinearNuisances.estimator(StaggeredPanel.MODEL)
            .withFolds(2)
            .withRepetitions(3)
            .withAggregation(aggregation)
            .estimate(of.apply(ROWS.builder()).build());
    Inference effect =
        result.estimates().stream()
            .filter(each -> each.cell().orElseThrow().isBeforeTreatment())
            .map(TreatmentEffect::inference)
            .toList()
            .getFirst();
    WaldTest test = result.answers().preTreatment().orElseThrow().effects().test().orElseThrow();
    assertThat(test.degrees()).isEqualTo(1);
    assertThat(test.statistic())
        .isCloseTo(effect.t() * effect.t(), within(1e-12 * test.statistic()));
    assertThat(test.p()).isCloseTo(effect.p(), within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void underEveryRule(Aggregation aggregation) {
    assertIsThatOfT(data -> data, aggregation);
  }

  @Test
  void withWeights() {
    assertIsThatOfT(
        data -> data.weights("w", byUnit(unit -> 1 + unit % 5)), Aggregation.MEDIAN_SPREAD);
  }

  @Test
  void inClustersOfTwoDimensions() {
    assertIsThatOfT(
        data ->
            data.cluster("state", byUnit(unit -> unit % 15))
                .cluster("trade", byUnit(unit -> Math.floor(unit / 15))),
        Aggregation.MEDIAN_SPREAD);
  }
}
