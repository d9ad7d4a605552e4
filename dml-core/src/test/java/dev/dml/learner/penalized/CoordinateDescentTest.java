package dev.dml.learner.penalized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.learner.FitException;
import org.junit.jupiter.api.Test;

class CoordinateDescentTest {

  /** b1 is 2, by the first slope less the weight, and b2 0: its slope is 2.5 - 0.9 * 2 = 0.7. */
  @Test
  void theSolutionOfTwoColumnsIsThatByHand() {
    double[][] gram = {{1, 0.9}, {0.9, 1}};
    assertThat(solve(gram, new double[] {3, 2.5}, 1))
        .containsExactly(new double[] {2, 0}, within(1e-9));
  }

  /** No data have such correlations; along (1, -1) the loss falls without end. */
  @Test
  void aDescentWithoutEndIsExplained() {
    double[][] gram = {{1, 2}, {2, 1}};
    assertThatThrownBy(() -> solve(gram, new double[] {1, 0.5}, 0.1))
        .isInstanceOf(FitException.class)
        .hasMessage(
            "coordinate descent does not converge at the weight 0.1 of the penalty (on standardised"
                + " columns and outcome), because columns are nearly collinear; leave some of them"
                + " out, or give the penalty a greater weight");
  }

  @Test
  void aSlopeThatIsNotANumberIsNoSolution() {
    double[][] gram = {{1, Double.NaN}, {Double.NaN, 1}};
    assertThatThrownBy(() -> solve(gram, new double[] {1, 0.5}, 0.1))
        .isInstanceOf(FitException.class);
  }

  private static double[] solve(double[][] gram, double[] linear, double weight) {
    return new CoordinateDescent(new GramLoss(gram, linear), new double[2], 1, 1e-10).solve(weight);
  }
}
