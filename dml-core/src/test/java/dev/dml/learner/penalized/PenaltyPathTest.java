package dev.dml.learner.penalized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.matrix.RowWeights;
import dev.dml.learner.matrix.StandardizedFeatures;
import dev.dml.learner.matrix.StandardizedOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Where a path ends, on one column of -1 and 1 in five folds that are copies of each other.
 *
 * <p>At the share s of the smallest weight with the coefficient 0, lasso's coefficient is 1 - s of
 * least squares' and explains 1 - s^2 of what that explains. The folds are alike, so the held-out
 * error is least at the last weight, whose share is therefore what the choice lacks. The i-th of m
 * weights, from 0, has the share 10^(-4 i / (m - 1)).
 */
class PenaltyPathTest {

  private static final int ROWS = 20;
  private static final Rows ALL = Rows.all(ROWS);
  private static final double[] X = signs(1);
  private static final double[] NOISE = signs(2);

  /** In every fold, the rows with the same remainder by 5, all four pairs of signs occur once. */
  private static double[] signs(int bit) {
    return IntStream.range(0, ROWS).mapToDouble(row -> (row / 5 & bit) == 0 ? -1 : 1).toArray();
  }

  /** The share of the weight that was chosen; least squares has the coefficient {@code full}. */
  private static double lastShare(double[] y, double full, int weights, boolean wide) {
    Features x = Features.of(ROWS, List.of(Column.of("x", X)));
    Rows[] folds = new Rows[5];
    Arrays.setAll(folds, fold -> Rows.where(ROWS, row -> row % 5 == fold));
    InnerFolds inner = InnerFolds.of(ALL, folds);
    TallSample sample =
        TallSample.of(
            new StandardizedFeatures(x, ALL),
            new StandardizedOutcome(y, ALL),
            inner,
            RowWeights.ALIKE,
            1);
    double[] chosen = new PenaltyPath(sample, weights, wide).select(inner, new double[1]);
    return 1 - chosen[0] / full;
  }

  /** Without noise 1 - s^2 is explained: above 0.999 first at i = 38, where s^2 = 10^(-304/99). */
  @Test
  void itEndsWhereNinetyNinePointNinePerCentAreExplained() {
    assertThat(lastShare(X, 1, 100, false)).isCloseTo(Math.pow(10, -152.0 / 99), within(1e-9));
  }

  /**
   * Of six weights, with s = 10^(-0.8 i), the third explains more than 0.999; the fifth is the
   * last.
   */
  @Test
  void itHasFiveWeightsAtTheLeast() {
    assertThat(lastShare(X, 1, 6, false)).isCloseTo(Math.pow(10, -3.2), within(1e-9));
  }

  /**
   * Half of the variance is noise, so 0.5 (1 - s^2) is explained. With q = 10^(-8/99) the i-th
   * weight adds less than 1e-5 of what is explained where q^(i-1) (1 - q) {@literal <} 1e-5 (1 -
   * q^i), first at i = 54.
   */
  @Test
  void itEndsWhereAWeightAddsNearlyNothing() {
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> X[row] + NOISE[row]);
    assertThat(lastShare(y, Math.sqrt(0.5), 100, false))
        .isCloseTo(Math.pow(10, -216.0 / 99), within(1e-9));
  }

  /** Ten weights fall to 1e-2; the last adds 1e-4 of what is explained, and more than that. */
  @Test
  void withMoreColumnsThanRowsItFallsToAHundredth() {
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> X[row] + NOISE[row]);
    assertThat(lastShare(y, Math.sqrt(0.5), 10, true)).isCloseTo(0.01, within(1e-9));
  }

  /** Three weights with noise, of which the last has the share 1e-4. */
  @Test
  void otherwiseItFallsToATenThousandth() {
    double[] y = new double[ROWS];
    Arrays.setAll(y, row -> X[row] + NOISE[row]);
    assertThat(lastShare(y, Math.sqrt(0.5), 3, false)).isCloseTo(1e-4, within(1e-9));
  }
}
