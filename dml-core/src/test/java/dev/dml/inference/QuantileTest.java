package dev.dml.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {

  /** Of 1, 2, 4, 8 in this order: positions 0 to 3, so that 0.4 is at 1.2, a fifth from 2 to 4. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.25, 1.75", "0.4, 2.4", "0.5, 3", "0.9, 6.8", "1, 8"})
  void itIsLinearBetweenTwoOfTheNumbers(double p, double expected) {
    assertThat(Quantile.of(new double[] {8, 1, 4, 2}, p)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void theNumbersStayInTheirOrder() {
    double[] numbers = {3, 1, 2};
    Quantile.of(numbers, 0.5);
    assertThat(numbers).containsExactly(3, 1, 2);
  }
}
