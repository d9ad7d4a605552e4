package dev.dml.model.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.inference.SampleMean;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlapTest {

  private static final double EXACT = 1e-12;

  /**
   * By hand: 0.005 and 0 are raised to 0.01, 0.995 is lowered to 0.99. Five of six pairs of a
   * treated row and a control are in order. The squared errors are 0.990025, 0.25, 0.000025, 0 and
   * 0.09, the variance 0.24. The inverse propensities of all five rows are 100, 2, 1/0.99, 100 and
   * 1/0.3, those of being a control 1/0.99, 2, 100, 1/0.99 and 1/0.7.
   */
  @Test
  void fivePropensitiesByHand() {
    Overlap overlap =
        Overlap.of(
            Column.of("ml_m", 0.005, 0.5, 0.995, 0, 0.3),
            Column.of("d", 1, 1, 1, 0, 0),
            0.01,
            SampleMean.of(5));
    assertThat(overlap.variable()).isEqualTo("d");
    assertThat(overlap.range()).isEqualTo(new Overlap.Range(5, 0, 0.995, 2, 1, 3, 3));
    assertThat(overlap.auc()).isCloseTo(5 / 6.0, within(EXACT));
    assertThat(overlap.r2()).isCloseTo(1 - 1.33005 / 5 / 0.24, within(EXACT));
    assertThat(overlap.treated().rows()).isEqualTo(3);
    assertThat(overlap.treated().effective())
        .isCloseTo(25 / (202 + 1 / 0.99 + 1 / 0.3), within(EXACT));
    assertThat(overlap.controls().rows()).isEqualTo(2);
    assertThat(overlap.controls().effective())
        .isCloseTo(25 / (102 + 2 / 0.99 + 1 / 0.7), within(EXACT));
  }

  /** scikit-learn 1.x: roc_auc_score and r2_score of the same 20 values, with many ties. */
  @Test
  void aucAndR2WithTiesAreThoseOfScikitLearn() {
    double[] d = IntStream.range(0, 20).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
    double[] m = IntStream.range(0, 20).mapToDouble(i -> 7 * i % 10 / 10.0).toArray();
    Overlap overlap = Overlap.of(Column.of("ml_m", m), Column.of("d", d), 0, SampleMean.of(20));
    assertThat(overlap.auc()).isCloseTo(0.2692307692307692, within(EXACT));
    assertThat(overlap.r2()).isCloseTo(-0.8681318681318682, within(EXACT));
  }

  /** In an experiment each arm stands for all with as many rows as it has. */
  @Test
  void equalPropensitiesLeaveTheArmsTheirSizes() {
    double[] half = {0.5, 0.5, 0.5, 0.5};
    Overlap overlap =
        Overlap.of(Column.of("ml_m", half), Column.of("d", 1, 0, 1, 0), 0.01, SampleMean.of(4));
    assertThat(overlap.treated().effective()).isEqualTo(2);
    assertThat(overlap.controls().effective()).isEqualTo(2);
    assertThat(overlap.auc()).isEqualTo(0.5);
    assertThat(overlap.r2()).isZero();
  }

  /**
   * The treated rows have weights of 1/0.99 each, so that their own weights show nothing; those of
   * all rows are 2 / 0.99 + 2 / 0.01.
   */
  @Test
  void armsThatDoNotOverlapHaveNoEffectiveSize() {
    Overlap overlap =
        Overlap.of(
            Column.of("ml_m", 1, 1, 0, 0), Column.of("d", 1, 1, 0, 0), 0.01, SampleMean.of(4));
    assertThat(overlap.treated().effective()).isCloseTo(16 / (2 / 0.99 + 200), within(EXACT));
    assertThat(overlap.auc()).isEqualTo(1);
    assertThat(overlap.r2()).isEqualTo(1);
  }

  /** Nothing is clipped in the score, but the sizes are those at the default bound of 0.01. */
  @Test
  void predictionsOfAMeanMayLeaveTheirRange() {
    Overlap overlap =
        Overlap.unclipped(
            Column.of("ml_m", 1.2, 0.5, -0.1, 0.5), Column.of("d", 1, 1, 0, 0), SampleMean.of(4));
    assertThat(overlap.range()).isEqualTo(new Overlap.Range(4, -0.1, 1.2, 0, 0, 2, 2));
    assertThat(overlap.treated().effective())
        .isCloseTo(16 / (1 / 0.99 + 2 + 100 + 2), within(EXACT));
  }

  @Test
  void severalRepetitionsHaveTheWidestRangeTotalCountsAndMedians() {
    Overlap first =
        Overlap.of(Column.of("ml_m", 0.005, 0.5), Column.of("d", 0, 1), 0.01, SampleMean.of(2));
    Overlap second =
        Overlap.of(Column.of("ml_m", 0.4, 0.999), Column.of("d", 0, 1), 0.01, SampleMean.of(2));
    Overlap both = Overlap.across(List.of(first, second)).orElseThrow();
    assertThat(both.range()).isEqualTo(new Overlap.Range(4, 0.005, 0.999, 1, 1, 2, 2));
    assertThat(both.range().share(both.range().outside05())).isEqualTo(0.5);
    assertThat(both.treated().effective())
        .isEqualTo((first.treated().effective() + second.treated().effective()) / 2);
    assertThat(Overlap.across(List.of())).isEmpty();
  }

  /** The fourth propensity lies beyond 1, as the prediction of a mean may. */
  @Test
  void rowsAreCountedByArmInBinsOfPropensities() {
    Overlap overlap =
        Overlap.unclipped(
            Column.of("ml_m", 0.11, 0.14, 0.12, 1.5, 1, 0),
            Column.of("d", 1, 0, 0, 1, 1, 0),
            SampleMean.of(6));
    assertThat(overlap.bins()).hasSize(20);
    assertThat(overlap.bins().get(2)).isEqualTo(new Overlap.Bin(0.11 + 0.14 + 0.12, 1, 2));
    assertThat(overlap.bins().get(2).mean()).isEqualTo((0.11 + 0.14 + 0.12) / 3);
    assertThat(overlap.bins().getLast()).isEqualTo(new Overlap.Bin(2.5, 2, 0));
    assertThat(overlap.bins().getFirst()).isEqualTo(new Overlap.Bin(0, 0, 1));
    assertThat(overlap.bins().get(5).mean()).isNaN();
    assertThat(Overlap.across(List.of(overlap, overlap)).orElseThrow().bins().getLast())
        .isEqualTo(new Overlap.Bin(5, 4, 0));
  }
}
