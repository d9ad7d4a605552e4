package dev.dml.learner.penalized;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.Fit;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.LinearFixture;
import dev.dml.learner.Target;
import dev.dml.learner.expansion.Expansion;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Expected numbers were computed with NumPy and SciPy from algorithm A.1 of Belloni, Chen,
 * Chernozhukov and Hansen (2012), by coordinate descent on all columns to 1e-12.
 */
class RigorousLassoTest {

  private static final Features X = LinearFixture.eleven();
  private static final double[] Y = LinearFixture.LCG.y;

  private static RigorousLasso of(double c, boolean post) {
    return new RigorousLasso(c, Optional.empty(), post, Expansion.NONE);
  }

  private static double[] firstFour(RigorousLasso learner) {
    return Arrays.copyOf(LinearFixture.mean(learner, X, Y), 4);
  }

  @Test
  void leastSquaresOnWhatItChooses() {
    assertThat(firstFour(of(1.1, true)))
        .containsExactly(
            new double[] {1.75900755441, -0.000827806109908, 0.38244884854, -0.779219502904},
            within(1e-9));
  }

  @Test
  void theLassoItself() {
    assertThat(firstFour(of(0.5, false)))
        .containsExactly(
            new double[] {1.62555167833, 0.0873398352679, 0.472741314911, -0.611865919423},
            within(1e-7));
  }

  /** Row i weighs 1 + i mod 3, in any unit. */
  @Test
  void weightsEnterSquaresAndLoadings() {
    double[] weights = new double[X.rows()];
    Arrays.setAll(weights, row -> 7 * (1 + row % 3));
    Fit fit =
        new Fit(X, Y, LinearFixture.TRAIN, LinearFixture.TEST, Target.MEAN, 7)
            .withWeights(Optional.of(weights));
    assertThat(Arrays.copyOf(of(1.1, true).fitPredict(fit), 4))
        .containsExactly(
            new double[] {1.565402566548, 0.014894157231, 0.483829762507, -0.735787885837},
            within(1e-9));
    assertThat(Arrays.copyOf(of(0.5, false).fitPredict(fit), 4))
        .containsExactly(
            new double[] {1.48938164573, 0.086028311549, 0.459310849295, -0.560083484312},
            within(1e-7));
  }

  /** A penalty that no column outweighs leaves the mean of the training rows. */
  @Test
  void nothingMayBeWorthChoosing() {
    double mean =
        Arrays.stream(LinearFixture.TRAIN.toArray()).mapToDouble(row -> Y[row]).average().orElse(0);
    assertThat(firstFour(of(100, true)))
        .containsExactly(new double[] {mean, mean, mean, mean}, within(1e-12));
  }

  @Test
  void unitsDoNotMatter() {
    double[] y = Arrays.stream(Y).map(value -> 1000 * value).toArray();
    Features x = Features.of(X.rows(), X.columns().stream().map(RigorousLassoTest::tiny).toList());
    double[] scaled = LinearFixture.mean(of(1.1, true), x, y);
    double[] usual = LinearFixture.mean(of(1.1, true), X, Y);
    assertThat(scaled)
        .containsExactly(Arrays.stream(usual).map(p -> 1000 * p).toArray(), within(1e-8));
  }

  private static Column tiny(Column column) {
    return Column.of(
        column.name(), Arrays.stream(column.toArray()).map(value -> value / 1e6).toArray());
  }

  @Test
  void aSpecNamesItsSettings() {
    var type = LearnerTypes.installed().named("rlasso").orElseThrow();
    assertThat(type.create(Map.of("c", 0.5, "gamma", 0.05, "post", false)))
        .isEqualTo(new RigorousLasso(0.5, Optional.of(0.05), false, Expansion.NONE));
    assertThatThrownBy(() -> type.create(Map.of("gamma", 1)))
        .hasMessage("gamma must be auto or a number above 0 and below 1, but was 1");
  }
}
