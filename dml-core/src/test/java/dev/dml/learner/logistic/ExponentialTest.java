package dev.dml.learner.logistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExponentialTest {

  private static final MathContext DIGITS = new MathContext(60);

  @Test
  void isWithinOneUnitInTheLastPlaceOfThePowerSeries() {
    for (double x = 0; x > -45; x = 1.013 * x - 0.0137) {
      assertThat(exponential(x)).as("exp(%s)", x).satisfies(isWithinOneUlpOf(x));
    }
    for (double x = -45; x >= -700; x -= 0.3137) {
      assertThat(exponential(x)).as("exp(%s)", x).satisfies(isWithinOneUlpOf(x));
    }
  }

  @Test
  void isWithinTwoUnitsOfStrictMathWhereverThatIsNormal() {
    for (double x = 0; x > -699; x -= 0.00371) {
      double expected = StrictMath.exp(x);
      assertThat(Math.abs(exponential(x) - expected))
          .as("exp(%s)", x)
          .isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
  }

  @Test
  void isOneAtZeroAndHardlyAnythingFarBelow() {
    assertThat(exponential(0)).isEqualTo(1);
    assertThat(exponential(-0.0)).isEqualTo(1);
    assertThat(exponential(2.5)).isEqualTo(exponential(-2.5));
    assertThat(exponential(Double.NEGATIVE_INFINITY)).isEqualTo(exponential(-700)).isPositive();
    assertThat(exponential(Double.NaN)).isNaN();
  }

  @Test
  void leavesNumbersBeyondTheCountAlone() {
    double[] values = new double[20];
    Arrays.fill(values, -1);
    double[] into = new double[20];

    Exponential.decay(values, 19, into);

    assertThat(into[18]).isEqualTo(exponential(-1));
    assertThat(into[19]).isEqualTo(0);
    assertThat(values).containsOnly(-1);
  }

  private static double exponential(double x) {
    double[] into = new double[1];
    Exponential.decay(new double[] {x}, 1, into);
    return into[0];
  }

  /** The exponential by its series for a 1024th of the number, raised to the power of 1024. */
  private static Consumer<Double> isWithinOneUlpOf(double x) {
    BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 40; k++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    BigDecimal exact = sum.pow(1024, DIGITS);
    return value ->
        assertThat(new BigDecimal(value).subtract(exact).abs())
            .isLessThanOrEqualTo(new BigDecimal(Math.ulp(exact.doubleValue())));
  }
}
