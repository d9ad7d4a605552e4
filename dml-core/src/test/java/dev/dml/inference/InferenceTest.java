package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTest {

  /** Expected values: erfc(t / sqrt(2)) by the C library, through Python 3.11. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.5, 0.6170750774519738",
    "1.959963984540054, 0.05",
    "9, 2.2571768119076845e-19",
    "11.947087396441345, 6.724066795441866e-33",
    "20, 5.507248237212663e-89",
    "37, 1.1451142445050278e-299"
  })
  void pValuesAreAccurateFarOutInTheTail(double t, double p) {
    assertThat(Inference.twoSided(t)).isCloseTo(p, withPercentage(1e-10));
    assertThat(Inference.twoSided(-t)).isCloseTo(p, withPercentage(1e-10));
  }

  /** The quantiles 1.959963984540054 and 1.6448536269514722 are those of SciPy's norm.ppf. */
  @ParameterizedTest
  @CsvSource({"0.95, 1.959963984540054", "0.9, 1.6448536269514722", "0.99, 2.5758293035489004"})
  void theIntervalReachesAsManyStandardErrorsAsTheQuantile(double level, double quantile) {
    ConfidenceInterval interval = ConfidenceInterval.of(new Estimate(1, 0.5), level);
    assertThat(interval.lower()).isCloseTo(1 - 0.5 * quantile, within(1e-14));
    assertThat(interval.upper()).isCloseTo(1 + 0.5 * quantile, within(1e-14));
  }

  @Test
  void aLevelOfOneIsRefused() {
    assertThatThrownBy(() -> ConfidenceInterval.of(new Estimate(1, 0.5), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("confidence level must be between 0 and 1, but was 1.0");
  }

  @Test
  void anEstimateThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> new Estimate(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("coefficient must be finite, but was NaN");
    assertThatThrownBy(() -> new Estimate(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("standard error must be finite and at least 0, but was -1.0");
  }
}
