package dev.dml.analysis.effects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BSplineTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void theFunctionsSumToOneAndAreNowhereNegative(int degree) {
    BSpline spline = new BSpline(degree, new double[] {-0.5, 0.1, 2}, -1, 3);
    assertThat(spline.size()).isEqualTo(degree + 4);
    for (double x = -1; x <= 3; x += 0.125) {
      double[] values = spline.at(x);
      assertThat(Arrays.stream(values).sum()).isCloseTo(1, within(1e-14));
      assertThat(Arrays.stream(values).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    }
  }

  /** Between equal distances, the cubic B-spline is 1/6, 4/6, 1/6 at its inner knots. */
  @Test
  void theCubicOneHasItsValuesAtTheKnots() {
    BSpline spline = new BSpline(3, new double[] {1, 2, 3, 4, 5, 6, 7}, 0, 8);
    double[] values = spline.at(4);
    assertThat(Arrays.copyOfRange(values, 4, 7))
        .containsExactly(new double[] {1 / 6.0, 4 / 6.0, 1 / 6.0}, within(1e-15));
  }

  @Test
  void ofDegreeZeroTheyAreSteps() {
    BSpline spline = new BSpline(0, new double[] {1, 2}, 0, 3);
    assertThat(spline.at(0.5)).containsExactly(1, 0, 0);
    assertThat(spline.at(1)).containsExactly(0, 1, 0);
    assertThat(spline.at(3)).containsExactly(0, 0, 1);
  }

  /** The divided differences of truncated powers, which is how B-splines are defined. */
  @Test
  void theyAreDividedDifferences() {
    double[] knots = {0, 0, 0, 1, 2.5, 3, 3, 3};
    BSpline spline = new BSpline(2, new double[] {1, 2.5}, 0, 3);
    for (double x : new double[] {0.25, 1.5, 2.75}) {
      // The one on the knots 0, 1, 2.5 and 3 has no repeated knot.
      assertThat(spline.at(x)[2])
          .isCloseTo(
              (knots[5] - knots[2]) * divided(Arrays.copyOfRange(knots, 2, 6), x), within(1e-14));
    }
  }

  private static double divided(double[] knots, double x) {
    if (knots.length == 1) {
      return Math.pow(Math.max(0, knots[0] - x), 2);
    }
    int last = knots.length - 1;
    return (divided(Arrays.copyOfRange(knots, 1, last + 1), x)
            - divided(Arrays.copyOfRange(knots, 0, last), x))
        / (knots[last] - knots[0]);
  }

  @Test
  void placesOutsideAreRefused() {
    BSpline spline = new BSpline(1, new double[0], 0, 1);
    assertThatThrownBy(() -> spline.at(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1.5 is not from 0.0 to 1.0");
  }
}
