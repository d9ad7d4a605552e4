package dev.dml.model.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.inference.Estimate;
import dev.dml.inference.SampleMean;
import dev.dml.inference.SamplingDesign;
import dev.dml.inference.UnidentifiedException;
import dev.dml.model.FirstStage;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two treatments and two instruments in 40 rows of fractions i c - floor(i c) with irrational c.
 * The expected numbers were computed with NumPy by the textbook formulae: (W'PW)^-1 W'Pu with P
 * onto the instruments and a constant, its sandwich covariance, and the sums of squares of the
 * first stages.
 */
class EndogenousTreatmentsTest {

  private static final int ROWS = 40;
  private static final double EXACT = 1e-7;

  private final double[] z1 = fractions(0.6180339887);
  private final double[] z2 = fractions(0.7548776662);
  private final double[] e1 = fractions(0.5698402910);
  private final double[] e2 = fractions(0.8191725134);
  private final double[] w1 = column(i -> z1[i] + 0.5 * z2[i] + e1[i]);
  private final double[] w2 = column(i -> 0.3 * z1[i] - z2[i] + e1[i] + e2[i]);
  private final double[] u = column(i -> w1[i] + 2 * w2[i] + e1[i] - e2[i] + 0.1);

  private static double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, ROWS).mapToDouble(value).toArray();
  }

  private static double[] fractions(double step) {
    return column(i -> i * step - Math.floor(i * step) - 0.5);
  }

  private EndogenousTreatments treatments(double unitOfOutcome, double unitOfTreatment) {
    return new EndogenousTreatments(
        List.of("d1", "d2"),
        column(i -> unitOfOutcome * u[i]),
        List.of(column(i -> unitOfTreatment * w1[i]), w2),
        List.of(z1, z2),
        SampleMean.of(u.length));
  }

  @Test
  void theCoefficientsAreThoseOfTwoStageLeastSquares() {
    Estimate first = treatments(1, 1).score(0).solve(SamplingDesign.independent(ROWS)).estimate();
    Estimate second = treatments(1, 1).score(1).solve(SamplingDesign.independent(ROWS)).estimate();
    assertThat(first.coefficient()).isCloseTo(1.14410614, within(EXACT));
    assertThat(first.standardError()).isCloseTo(0.18674709, within(EXACT));
    assertThat(second.coefficient()).isCloseTo(2.07333442, within(EXACT));
    assertThat(second.standardError()).isCloseTo(0.21370847, within(EXACT));
  }

  /** In other units the coefficients are the same to the last bit but for powers of two. */
  @Test
  void unitsThatArePowersOfTwoChangeNoBit() {
    Estimate plain = treatments(1, 1).score(0).solve(SamplingDesign.independent(ROWS)).estimate();
    Estimate scaled =
        treatments(0x1p400, 0x1p-300).score(0).solve(SamplingDesign.independent(ROWS)).estimate();
    assertThat(scaled.coefficient()).isEqualTo(plain.coefficient() * 0x1p700);
    assertThat(scaled.standardError()).isEqualTo(plain.standardError() * 0x1p700);
    assertThat(
            treatments(0x1p400, 0x1p-300)
                .score(1)
                .solve(SamplingDesign.independent(ROWS))
                .estimate()
                .coefficient())
        .isEqualTo(
            treatments(1, 1)
                    .score(1)
                    .solve(SamplingDesign.independent(ROWS))
                    .estimate()
                    .coefficient()
                * 0x1p400);
  }

  /** By themselves the instruments have an F of 22.0 and 5.5. */
  @Test
  void theFirstStageIsConditionalOnTheOtherTreatment() {
    FirstStage first = treatments(1, 1).firstStage(0);
    FirstStage second = treatments(1, 1).firstStage(1);
    assertThat(first.f()).isCloseTo(24.807190875139693, within(EXACT));
    assertThat(second.f()).isCloseTo(9.28799047502722, within(EXACT));
    assertThat(first.instruments()).isEqualTo(2);
  }

  @Test
  void instrumentsThatMoveTheTreatmentsTogetherIdentifyNeither() {
    double[] same = column(i -> 2 * z1[i] + z2[i]);
    List<double[]> both = List.of(column(i -> same[i] + e1[i]), column(i -> same[i] + e1[i]));
    assertThatThrownBy(
            () ->
                new EndogenousTreatments(
                    List.of("d1", "d2"), u, both, List.of(z1, z2), SampleMean.of(u.length)))
        .isInstanceOf(UnidentifiedException.class)
        .hasMessageStartingWith(
            "the effects of d1, d2 are not identified: the instruments move them together, so that"
                + " all but ")
        .hasMessageEndingWith(
            " of the variance of what they move in d1 is explained by the others");
  }

  /**
   * numpy: b'b over the sum of h (e / (1 - h))^2, which for one regressor is t squared with HC3.
   */
  @Test
  void theFirstStageOfOneInstrument() {
    assertThat(new Projection(w1, List.of(z1), SampleMean.of(w1.length)).firstStage(0).f())
        .isCloseTo(23.8380315461571, within(EXACT));
  }
}
